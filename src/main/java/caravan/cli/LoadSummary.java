package caravan.cli;

import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.warehouse.Loaded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a load of a project's hours did: a line on the terminal that moves, then a few lines for a person. Told by several threads at once. */
final class LoadSummary {
    private final String project;
    private final int missing;
    private final Clock clock;
    private final Instant began;
    private final List<String> failures = new ArrayList<>();
    private ExitCode worst = ExitCode.OK;
    private int through;
    private int loaded;
    private long events;
    private long rejected;
    private long bytes;

    /** Made when it begins. */
    LoadSummary(String project, int missing, Clock clock) {
        this.project = project;
        this.missing = missing;
        this.clock = clock;
        this.began = clock.instant();
    }

    synchronized void loaded(Loaded hour) {
        loaded++;
        events += hour.record().events();
        rejected += hour.record().rejected();
        bytes += hour.record().bytes();
    }

    synchronized void failed(Hour hour, Failure failure) {
        worst = worst.worst(failure.kind().exitCode());
        failures.add("hour " + hour + ": " + failure);
    }

    /** The warehouse has what the hour's record says. Shows where a person watches how far it is. */
    synchronized void through(Hour hour) {
        through++;
        if (Terminal.isWatched()) {
            System.err.print("\r"
                    + String.format(
                            Locale.ROOT,
                            "%s  %,d of %,d hours, %,d events, %s/s  ",
                            hour,
                            through,
                            missing,
                            events,
                            rate()));
            System.err.flush();
        }
    }

    private String rate() {
        return Amounts.text((long) (bytes * 1000.0 / Math.max(1, took().toMillis())));
    }

    private Duration took() {
        return Duration.between(began, clock.instant());
    }

    String text() {
        if (Terminal.isWatched() && through > 0) {
            System.err.println();
        }
        StringBuilder text = new StringBuilder("project " + project + ": ");
        if (missing == 0) {
            return text.append("the warehouse has every committed hour\n").toString();
        }
        text.append(String.format(
                Locale.ROOT,
                "%s loaded, %,d not; %,d events, %,d other lines, %s in %s (%s/s)%n",
                Amounts.text(loaded, "hour"),
                missing - through,
                events,
                rejected,
                Amounts.text(bytes),
                Amounts.text(took()),
                rate()));
        failures.forEach(failure -> text.append("  ").append(failure).append('\n'));
        return text.toString();
    }

    ExitCode exitCode() {
        return worst == ExitCode.OK && through < missing ? ExitCode.LATER : worst;
    }
}
