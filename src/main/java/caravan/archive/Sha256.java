package caravan.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Every Java platform has it; the checked exception says otherwise. */
public final class Sha256 {
    private Sha256() {}

    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
