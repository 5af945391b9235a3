package caravan.trigger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The token that callers have to bring. Read anew for each of them, so that another token counts from the moment the file has it,
 * and none where the file is not what it must be.
 *
 * @param path {@code caravan.http.token-file}
 */
public record TokenFile(Path path) {
    private static final int LEAST = 16;
    private static final int MOST = 1000;
    private static final String ACCEPTED = "accepted is a file with one token of " + LEAST + " to " + MOST
            + " visible ASCII characters, without spaces, such as openssl rand -hex 32 writes";

    /** What is wrong with it, in words that hold nothing of it; empty where it can be used. */
    public Optional<String> problem() {
        try {
            token();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What is not good about it, but let be. */
    public Optional<String> remark() {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of("caravan.http.token-file = '" + path
                            + "' can be read by every user of this machine; accepted, but chmod 600 is better")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * In a time that does not tell how much of it is right.
     *
     * @throws IOException where the file cannot be used, so that nobody has the token
     */
    public boolean holds(String presented) throws IOException {
        return MessageDigest.isEqual(sha256(token()), sha256(presented));
    }

    /** By which another token is told from this one. */
    byte[] fingerprint() throws IOException {
        return sha256(token());
    }

    /** Its messages hold nothing of the token. */
    private String token() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw refused(Files.exists(path) ? "is not a file" : "is not there");
        }
        String token = new String(bytes(), StandardCharsets.ISO_8859_1).replaceFirst("\r?\n$", "");
        if (token.isEmpty()) {
            throw refused("is empty");
        }
        if (token.length() < LEAST || token.length() > MOST) {
            throw refused("holds " + (token.length() > MOST ? "more than " + MOST : token.length()) + " characters");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refused("holds spaces, several lines, or characters that no header may have");
        }
        return token;
    }

    /** One more than may be there, and the end of the line, at most. */
    private byte[] bytes() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MOST + 3);
        } catch (IOException e) {
            throw refused("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private IOException refused(String why) {
        return new IOException("caravan.http.token-file = '" + path + "' " + why + "; " + ACCEPTED);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
