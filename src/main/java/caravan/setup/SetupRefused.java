package caravan.setup;

import caravan.failure.ExitCode;

/** It cannot be set up like this; nothing was written. The message says what to do. */
public final class SetupRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    SetupRefused(ExitCode code, String message) {
        super(message + "; nothing was written");
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
