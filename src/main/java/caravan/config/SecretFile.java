package caravan.config;

import caravan.config.Accepted.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One secret in a file, as Kubernetes, Docker and others mount it; a newline at its end is not part of it. Links are followed: mounts are made of them. */
record SecretFile(Path path, Accepted<Secret> accepted) implements Secret.Source {
    /** Session tokens have no length that is promised; nothing that is sent in a header is longer. */
    static final int LONGEST = 16 << 10;

    @Override
    public String read() {
        String text = new String(bytes(), StandardCharsets.ISO_8859_1).replaceFirst("\r?\n$", "");
        if (text.isEmpty()) {
            throw new Refusal("is empty");
        }
        try {
            accepted.parse().apply(text);
        } catch (Refusal e) {
            throw new Refusal("holds what is not accepted: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Refusal("holds what is not accepted");
        }
        return text;
    }

    private byte[] bytes() {
        // Looked at before it is opened: a pipe would wait for its writer.
        if (!Files.isRegularFile(path)) {
            throw new Refusal(Files.exists(path) ? "is no regular file" : "is not there");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new Refusal("is longer than " + LONGEST + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new Refusal("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public String toString() {
        return "the file " + path;
    }
}
