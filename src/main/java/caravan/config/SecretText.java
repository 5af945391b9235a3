package caravan.config;

/** What can be sent as a credential. */
final class SecretText {
    private SecretText() {}

    static Accepted<Secret> plain() {
        return of("[!-~]+", "printable ASCII without spaces");
    }

    /** Basic authentication ends the name at the first colon. */
    static Accepted<Secret> apiKey() {
        return of("[!-9;-~]+", "printable ASCII without spaces and colons");
    }

    /** An address that is a credential itself. */
    static Accepted<Secret> webhook() {
        return new Accepted<>("https://host/path, http only to loopback, of printable ASCII", text -> {
            Accepted.check(text.matches("[!-~]{1,2000}"));
            Addresses.requireWebhook(text);
            return new Secret(text);
        });
    }

    /** A key as openssl writes it; what is in it is found out where it is used. */
    static Accepted<Secret> privateKey() {
        return of(
                "(?s)\\s*-----BEGIN (ENCRYPTED )?PRIVATE KEY-----[A-Za-z0-9+/=\\s]+-----END (ENCRYPTED )?PRIVATE KEY-----\\s*",
                "a private key in PKCS#8 as PEM, from -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY----- on");
    }

    /** Whatever a person types. */
    static Accepted<Secret> passphrase() {
        return of("[^\\r\\n]{1,1000}", "one line");
    }

    private static Accepted<Secret> of(String regex, String words) {
        return new Accepted<>(words, text -> {
            Accepted.check(text.matches(regex));
            return new Secret(text);
        });
    }
}
