package caravan.snowflake;

/** One key as openssl writes it, with a passphrase and without; of no account, made for these tests. */
final class KeyTexts {
    static final String FINGERPRINT = "SHA256:DrAuQnx4oLm5b9BF6JMj6LUonQSsVUvenUQvB+dHouI=";

    static final String PLAIN = """
            -----BEGIN PRIVATE KEY-----
            MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCjIHPI6F41WyII
            fsXAIQwVjkSEGLyotQCDnAH6DeFJ2hVo3vR4x/8GAeEvxp6a/w2jn9OwTrUgavj5
            v3Bnqs3xm50yZ0Y+dvrZiIxTyKZtgd5Tis0+nYnZtQIN0AiJTgaz55bVWgmcOZpU
            D5yuEROvpRYgTByHAKK/THbeLbnu61mPd35ljU1r3NrmpXrudbeB7pdTCp4KqtcQ
            +LJpmgmzM9QZlXmjA6Cf82tgHnp1jTTulVEFBNLFLdUUglYJ+hqNi2JDnGq4QsiH
            RBx8SMahGS4JXhjqm4pZl2RwtMyL0XQYzbNEHL+5ieX3pmsMnDGH91ov4wD8PF11
            Tp/zGrdNAgMBAAECggEAN30xhZTtfu7aG9Orxtg2+Rok2l5jxmuTmjE2Ru3zxaBm
            if7VYER/znZTOGIyz3yVEiSq6J1NZZKd0K67OLhUR6xsg5m3vkXQvLCDM3jcjAGS
            NA7SFEuYebLl2Pb8AGDHTOkpWLfA7yB1C8UnwdpTPPtGFIRva8jek34aLSeWyNtA
            PmEy+l78Kt1ZQbIV+ePKV1Lxqiinhl2kmhS85ckxBHs7t5RrJDtbQXEv7s48eKmu
            NMxwpgdZiIGvkczpWd6spjv0sZ8cbpwp5IPEkMcyO+Z/Dp6PCJDcGQe9rGMSTvCl
            z1wkcRmWj1Eww/tSWi/tfP7JCERY2mx7rBTT5ifGLQKBgQDgf03/5kdTaakmt/pR
            ZohJCjQPs2f31LACc1wRlDVTcRkcJa1OHsnGF05fjG6KcNmpCCtOnDfjRDluiXRL
            UM3qvt1nLjKKp5u0FcQ9ZaisHy3QQ8qnYd4Opqq9KAtjCxc9Tn5Rf7ad8TFqwpue
            RYA+aelrWwyUqt/W8Jhr+pm1mwKBgQC6BINHZ5Vd55bFG71vpieO1pEkxefrwRaN
            SKdO3s8M/Bwpx1OilKcuhp5Y2Kha9vQ2DlK0VAP7C9UtHtdMdPvV55d5XymRRNxn
            MlVEWryAfZ3AFH6VBDkAtnOiDrJE83KDruZSg7CDloiMyU2+lBLY2B4CaPgr6PBT
            2NhU/FrJNwKBgF5oKrz6cfQ58tA9fh7NJ3LPv6T6pTYrUvk02frqgKJeZVjY31CC
            0gdjtamovLOrUV0r+kpMl5QTFLPPSgCCMpYNPb4uR0LXyTqqDKRlI9F+Kx3x5D8P
            gPpYTGTPejpkZ5l4cNaFBp7U1xs2S4r7Xzrf/zEOUPQUB52z/+UotYsRAoGASrVf
            SEFI0xMdEYLnnTy9LHfuiTdWwu+ksA+a6mk//PYQFZNxep17W4tDc2lojEgcos0z
            2CraAmypLFrzm0hskGdYBa37ktV2M5gaeL58cJqCzc8tW4n7ntaoMFD4tgqUVmDb
            Lg6nyOGfa/O5Xq43t5Fs1Aj2iyQdyX8Qu2kyyRcCgYB3TtlTnlJsVajnRFff8uWl
            OTFi7ifNFTjioWxLfucLzXt4JCg6YWlWNsYwztHPxOwFgjV+FGLC6dy1yeDPk6YC
            PXuDSyg98+/mvj5YRXqTwDTf7NukYCEOHsdZUeVMaDzVhRADFBhEZPfkVM9QTooJ
            5R8odPzBgV9njgVHpy36pA==
            -----END PRIVATE KEY-----
            """;

    static final String ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIZq0vOhx+09YCAggA
            MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBDsAaUyQsiktXSdhNBVsiA5BIIE
            0MKjIgmdgO5cq5XvEaxRkdfE69Swhyrk5oF5MxhJQ5f3HDwdX1i877L0K/LboMVq
            F2W90Ms4A4HlxJWByrPWaGMmqiv8u2HT37GyE0n6uTdxZet8tqp4G6pwJ9lI0xZo
            2xR4bMZshOgCF4IEsjhmC9cr7kunRm7vMz5V7rtETmQ9utP7HBcddhatw7L7jhaG
            MxRWwV3YaXF9fVQijRRPUa7rwnTOUiCdySUxEyH5ZibWaTof6z0atKJb3w6uxnls
            op8Ap758sHrWAQFNKHfWK9/gT75opJ9LBCLWacOE2aEs7RWLGr59Q5kzHSu/Up8/
            rSQngLDRmrrFmYGXVszmn83lE/MkIeShXYQk0Z37q+gcdtW76R4WqbfRkWg63QO/
            QQTWmqqJfbaRa7f7lu2I5ICr8qwzeTrPcox3q4mErVNUNmzDfaoSExsMCwyypo4T
            1bZqzfKhfERolyxvoTSyN7Bd1JPif4Ff2uHmnQvQuOqmz0urDNmX+RNyEeCqwDys
            Gk2EvrmRC5Xmel8NAhDb50o5YsHunM/LYYQ2cOmIEw2WpUEy+TF1+zkQwUShBDZ7
            6h9IXon+4SfLMFtba1xw/FJ+TwaLmpR97uZMg/DvmRtW8fuU2EpRr0xxDLIaBkVz
            egujMkGsf5Cp/PjbHyCIRH/O1e8IlD0eq2yOIPCP04yS9LN2460LtXhE9fXLGaMl
            revR7ER0N+JHdbH6dvypWJrXKUcGTVUN30sDiENjSml6/jsXN+q115RpvAIi8IbW
            U2HQ8FqeZhu9WDAktBX+FhIfzJ4EwWMwIBwq44H5rWiX97P3fTQ8bEabXKrVsz5U
            lbS3nMt13CHltVLwHEFIr2MUEzGeAZOo0ZR9IJtD4yru3devkks5s/f4v3aMw4pL
            gC4tKTTu/HSdfavFKY1O4twNbsY62IFdfPlri1unI/jsN5pxMB+y+/QwwKtTRvzq
            27WwfM3eUmjrZh/1IZ4t7Icm7em5lvLff4lRUQtSvrOn0BHuG9QH59AHDrETEJyE
            UZIQP1zaMfvqsqqh9BmZLNg01yTT5cS8fFYHbAcx7ah0ykiyXGsIl/ta73FOxVCP
            QE6sIoFbu+Vea/1e+DJOVZdl5Mt1QRnNcIiupnRUYPFx7LzaCsGBL6H+sfqVoGC6
            2t4Yh0LbOVUfbAWrkd8jYZh+EYAee9HPxnQhTca0weuKooXXu/CuHcmxeS/dyBW0
            bG4eB1rJEc1SqxBV07e8t9rcxoyt6ni3HpzFpAIcOgNaRZ9NehTtwLl8/0c/fjaM
            T+2Sx50vYEPJ3bEKtiZDH9KmP/bM2ZwWlqu9Qv+AEeo/cw4UFCDyES/GW3fPhzr7
            DD04QN6jGEIpTnAZG+j9UseSAGkYvkAN9w3VzDu6J4YK+VyrfPUHUrIWDgMGSFHm
            rtdamqLF9VcUqSkDKKwuqeGdQldNw0vwhpwFP1A0mgmhP1swIy7mJ73YmMbHXVHW
            5hg5tn1fD1Zxu3Cif5RI0k2vz8vrliJuX3HOIN5bTwwmqB5hB16ErbrFsnz3S9ie
            FZRTGAcnUSPInfZX/NHMZiymjX6yXcpGqTxERcWG/7go1oMnETrr2gXQTmVU/fpE
            8R2dxfO7KWYu58ciqRvBY9Y5Cra0mRuL9RJ9rjd0oohE
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private KeyTexts() {}
}
