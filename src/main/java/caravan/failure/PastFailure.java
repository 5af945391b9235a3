package caravan.failure;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What went wrong with some hours, as one machine remembers it; advice, never truth.
 *
 * @param first of the hours; null where the whole project failed, as is {@code last}
 * @param kind a {@link Failure.Kind} as logs spell it
 * @param cause of the last time, in words
 * @param since the first time
 * @param at the last time
 * @param run that failed the last time
 * @param times that these hours failed with this kind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PastFailure(
        String project,
        Hour first,
        Hour last,
        String kind,
        String cause,
        Instant since,
        Instant at,
        String run,
        int times) {
    /** After one of these the project asks for no other hour in that run. */
    private static final Set<Failure.Kind> OF_ALL_HOURS = Set.of(
            Failure.Kind.REFUSED,
            Failure.Kind.STORE_AWAY,
            Failure.Kind.STORE_REFUSED,
            Failure.Kind.SPOOL_FULL,
            Failure.Kind.DISK,
            Failure.Kind.LEDGER);

    public PastFailure {
        if (project == null || kind == null || cause == null || since == null || at == null || times < 1) {
            throw new IllegalArgumentException("a past failure without project, kind, cause, times or count");
        }
        if ((first == null) != (last == null) || first != null && first.compareTo(last) > 0) {
            throw new IllegalArgumentException("a past failure of hours from " + first + " to " + last);
        }
    }

    static PastFailure of(String project, Optional<HourRange> hours, Failure failure, Instant at, String run) {
        return new PastFailure(
                project,
                hours.map(HourRange::first).orElse(null),
                hours.map(HourRange::last).orElse(null),
                spelling(failure.kind()),
                failure.cause(),
                at,
                at,
                run,
                1);
    }

    private static String spelling(Failure.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    boolean isSameCase(PastFailure other) {
        return kind.equals(other.kind) && Objects.equals(first, other.first) && Objects.equals(last, other.last);
    }

    /** The same case, which was known before. */
    PastFailure after(PastFailure known) {
        return new PastFailure(project, first, last, kind, cause, known.since, at, run, known.times + 1);
    }

    /** Empty where the whole project failed. */
    public Optional<HourRange> hours() {
        return first == null ? Optional.empty() : Optional.of(new HourRange(first, last));
    }

    /** Whether this was a reason why the hour was not landed: it is one of these, or the project stopped before it came to it. */
    public boolean concerns(Hour hour) {
        return hours().map(range -> range.contains(hour)).orElse(true)
                || known().filter(OF_ALL_HOURS::contains).isPresent();
    }

    /** Who has to act before it stops; empty where it may pass by itself. */
    public Optional<String> person() {
        return known().filter(row -> row.exitCode() != ExitCode.LATER).map(Failure.Kind::who);
    }

    boolean needsPerson() {
        return person().isPresent();
    }

    private Optional<Failure.Kind> known() {
        return Arrays.stream(Failure.Kind.values())
                .filter(row -> spelling(row).equals(kind))
                .findAny();
    }
}
