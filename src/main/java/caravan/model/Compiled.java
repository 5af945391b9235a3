package caravan.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A model as SQL.
 *
 * @param before statements that are run before it
 * @param query its rows
 * @param after statements that are run after it
 */
record Compiled(List<String> before, String query, List<String> after) {
    Compiled {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Tells whether a table was made by the same text. */
    static String fingerprint(ModelConfig.Kind kind, Compiled anew, Compiled further) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((kind + "\n" + anew + "\n" + further).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
