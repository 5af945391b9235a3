package caravan.archive;

import java.time.Duration;

/**
 * What an answer of the Export API may cost; all counted on real bytes, never on declared sizes. Sizes in bytes.
 *
 * @param firstByte longest wait for the answer to begin
 * @param silence longest wait for the next byte
 * @param bytesPerSecond least rate, averaged over {@code rateOver}
 * @param deadline longest time for a whole archive
 * @param archive largest archive
 * @param entries most entries in an archive
 * @param inflated most JSON of an archive, unpacked
 * @param ratio most JSON bytes per gzip byte, after the first MiB of JSON
 * @param line longest line
 */
public record Limits(
        Duration firstByte,
        Duration silence,
        long bytesPerSecond,
        Duration rateOver,
        Duration deadline,
        long archive,
        int entries,
        long inflated,
        int ratio,
        int line) {

    public static final Limits DEFAULT = new Limits(
            Duration.ofMinutes(15),
            Duration.ofSeconds(120),
            64L << 10,
            Duration.ofSeconds(60),
            Duration.ofHours(2),
            4608L << 20,
            10_000,
            100L << 30,
            200,
            16 << 20);
}
