package caravan.status;

import java.util.List;
import java.util.Map;

/**
 * What an audit came to.
 *
 * @param records in the range, landed and empty ones and those that cannot be read
 * @param objects that the records list, with their bytes as recorded; each was looked for and read whole
 * @param counts of all findings
 * @param findings the first {@link #KEPT} of them, by day
 */
public record Audit(long records, long objects, long bytes, Map<Finding.Kind, Long> counts, List<Finding> findings) {
    public static final int KEPT = 1000;

    public Audit {
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
    }

    /** Whether every record can be read, and all that they list is there, byte for byte. */
    public boolean isSound() {
        return counts.keySet().stream().noneMatch(Finding.Kind::isDamage);
    }

    public long count(Finding.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private String unlisted(Finding.Kind kind, String what) {
        return count(kind) == 0 ? "" : "; no record lists " + Figures.count(count(kind), "object") + " " + what;
    }

    /** One line. */
    @Override
    public String toString() {
        long damages = counts.entrySet().stream()
                .filter(kind -> kind.getKey().isDamage())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return Figures.count(records, "record") + ", " + Figures.count(objects, "object") + ", " + Figures.bytes(bytes)
                + " as recorded: " + (damages == 0 ? "all there, byte for byte" : Figures.count(damages, "damage"))
                + unlisted(Finding.Kind.LEFT_OVER, "left over")
                + unlisted(Finding.Kind.BEING_WRITTEN, "being written");
    }
}
