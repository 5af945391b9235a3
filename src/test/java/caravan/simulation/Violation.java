package caravan.simulation;

/** The promise was broken in a simulation; says how. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violation(String what) {
        super(what);
    }

    Violation(Throwable what) {
        super(what.getMessage(), what);
    }
}
