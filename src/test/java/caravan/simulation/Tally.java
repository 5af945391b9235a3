package caravan.simulation;

/** What all simulations of a test had. */
final class Tally {
    private final long began = System.nanoTime();
    private long seeds;
    private long steps;
    private long faults;
    private long crashes;
    private long naps;
    private long overlooked;

    void add(History history) {
        seeds++;
        steps += history.steps();
        faults += history.faults();
        crashes += history.crashes();
        naps += history.naps();
        overlooked += history.overlookedWishes();
    }

    @Override
    public String toString() {
        return seeds + " seeds, " + steps + " steps, " + faults + " lost calls and other faults, " + crashes
                + " crashes, " + naps + " naps, no violation; " + overlooked
                + " reopen notes lost between look and delete; in "
                + (System.nanoTime() - began) / 1_000_000 + " ms";
    }
}
