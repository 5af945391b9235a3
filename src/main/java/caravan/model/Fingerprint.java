package caravan.model;

import caravan.archive.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Tells texts apart by 16 letters. */
final class Fingerprint {
    private static final int BYTES = 8;

    private final MessageDigest digest = Sha256.begin();

    /** Another text, told apart from the one before. */
    Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        return this;
    }

    /** Of all that was added; afterwards it begins anew. */
    String text() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
