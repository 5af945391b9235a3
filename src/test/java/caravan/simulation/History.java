package caravan.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happened in one simulation: counts, and, where it is told, the last lines. */
final class History {
    private final int lines;
    private final Deque<String> tail = new ArrayDeque<>();
    private int steps;
    private int faults;
    private int crashes;
    private int naps;
    private int overlooked;

    /** @param lines so many of the last lines are kept; slow, for a seed that is repeated */
    History(int lines) {
        this.lines = lines;
    }

    void step(Instant now, String who, String what) {
        steps++;
        event(now, who, what);
    }

    void event(Instant now, String who, String what) {
        if (lines > 0) {
            tell(now + " " + who + " " + what);
        }
    }

    void fault(String what) {
        faults++;
        if (lines > 0) {
            tell("    " + what);
        }
    }

    private void tell(String line) {
        tail.add(line);
        if (tail.size() > lines) {
            tail.remove();
        }
    }

    void crashed() {
        crashes++;
    }

    void slept() {
        naps++;
    }

    void overlooked() {
        overlooked++;
    }

    int overlookedWishes() {
        return overlooked;
    }

    int steps() {
        return steps;
    }

    int faults() {
        return faults;
    }

    int crashes() {
        return crashes;
    }

    int naps() {
        return naps;
    }

    @Override
    public String toString() {
        return String.join("\n", tail);
    }
}
