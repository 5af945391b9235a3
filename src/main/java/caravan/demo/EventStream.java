package caravan.demo;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A file's events without an end, visit by visit. Holds one visit. */
final class EventStream {
    private static final int SECOND_FILES_COPY = 2;
    private static final int NEXT_HOURS_COPY = 3;

    private final Visits visits;
    private final Optional<Visits> before;
    private final long from;
    private final Dice dice;
    private final long fromBefore;
    private final long intoNext;

    private Iterator<Event> events = List.<Event>of().iterator();
    private long taken;

    EventStream(SimulatedPart part) {
        visits = new Visits(part);
        before = visits.before();
        from = part.hour().start().getEpochSecond() * Times.SECOND;
        dice = Dice.of(part.project().seed(), part.hour().number(), part.number(), "copies".hashCode());
        fromBefore = before.map(Visits::crossings).orElse(0L);
        intoNext = visits.crossings();
    }

    Event next() {
        while (!events.hasNext()) {
            events = take(taken++);
        }
        return events.next();
    }

    /** The first visit, then what others know of, so that it is there however few events the file has; then all the rest. */
    private Iterator<Event> take(long turn) {
        if (turn == 0) {
            return visits.within(0).iterator();
        }
        if (turn == 1) {
            return copies().iterator();
        }
        long crossing = turn - 2;
        if (crossing < fromBefore) {
            return uploadedHere(before.orElseThrow().across(crossing));
        }
        if (crossing < fromBefore + intoNext) {
            return uploadedHere(visits.across(crossing - fromBefore));
        }
        return visits.within(turn).iterator();
    }

    private Iterator<Event> uploadedHere(List<Event> crossing) {
        return crossing.stream()
                .filter(event -> event.times().serverUpload() >= from)
                .filter(event -> event.times().serverUpload() < from + Times.HOUR)
                .iterator();
    }

    /** Exports repeat a few events: as they are in another file of the hour, or in the hour after. */
    private List<Event> copies() {
        if (!visits.isRoomy()) {
            return List.of();
        }
        if (dice.oneIn(SECOND_FILES_COPY)) {
            Optional<Event> same = visits.beside().flatMap(Visits::copied);
            if (same.isPresent()) {
                return List.of(same.get());
            }
        }
        if (dice.oneIn(NEXT_HOURS_COPY)) {
            return before
                    .flatMap(Visits::copied)
                    .map(event -> event.exported(from + dice.below(60 * Times.SECOND)))
                    .stream()
                    .toList();
        }
        return List.of();
    }
}
