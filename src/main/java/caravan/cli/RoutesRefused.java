package caravan.cli;

/** The route files cannot run; nothing was started. Its message names file, cause and what to do. */
public final class RoutesRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RoutesRefused(String message, Throwable cause) {
        super(message, cause);
    }

    /** For what Camel throws when it loads or starts a route that is not right. */
    static RoutesRefused by(Exception cause) {
        if (cause instanceof RoutesRefused refused) {
            return refused;
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new RoutesRefused(
                "the routes cannot run, nothing was started: "
                        + String.valueOf(root.getMessage()).strip()
                        + "\n  mend that file, or take it as it came; './caravan check' tries routes without asking or writing anything",
                cause);
    }
}
