package caravan.config;

import caravan.config.Accepted.Refusal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that prints as {@code ***} wherever it goes; {@link #reveal()} is called where it is sent and nowhere else. One that
 * came from a file or a vault can be read again there. Thread-safe.
 */
public final class Secret {
    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);

    private final Optional<Source> source;
    private volatile String value;
    private String told = "";

    /** Where a secret can be read again. Its {@code toString} names the place for people, and holds no secret. */
    interface Source {
        /** @throws Refusal where there is none, or what is there is not accepted; holds nothing of the content */
        String read();

        /** Whether reading it is so cheap that it can be done before each use. */
        boolean isLocal();
    }

    public Secret(String value) {
        this.value = value;
        this.source = Optional.empty();
    }

    private Secret(Source source) {
        this.value = source.read();
        this.source = Optional.of(source);
    }

    /** @throws Refusal as the source does */
    static Secret from(Source source) {
        return new Secret(source);
    }

    public String reveal() {
        return value;
    }

    /** Reads it again where it came from. Where that fails, what was read before stays, and a WARN says so once. */
    public synchronized void renew() {
        source.ifPresent(this::renew);
    }

    /** The same where that costs next to nothing; a vault is not asked. */
    public synchronized void renewIfLocal() {
        source.filter(Source::isLocal).ifPresent(this::renew);
    }

    private void renew(Source from) {
        try {
            value = from.read();
            told = "";
        } catch (Refusal e) {
            if (!told.equals(e.getMessage())) {
                told = e.getMessage();
                LOG.warn("{} {}; the value that was read before stays in use", from, told);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
