package caravan.report;

import caravan.failure.ExitCode;

/** What was asked of the warehouse cannot be had: why, in words for whoever asked, and the exit code of it. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public Refusal(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
