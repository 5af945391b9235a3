package caravan.archive;

import java.io.IOException;

/** Amplitude could not be reached, or an answer of it broke off, fell silent or dripped. Asking again may well help. */
public final class SourceFault extends IOException {
    private static final long serialVersionUID = 1;

    public SourceFault(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param what happened, before the cause's own words */
    static SourceFault of(String what, Exception cause) {
        return new SourceFault(
                what + ": " + cause.getClass().getSimpleName()
                        + (cause.getMessage() == null ? "" : ": " + Escaped.text(cause.getMessage(), 200)),
                cause);
    }
}
