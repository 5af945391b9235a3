package caravan.demo;

import caravan.hour.Hour;
import java.util.List;
import java.util.Optional;

/** The visits of one file of one hour, by number. Each follows from its number alone, so that whoever needs one makes it anew. */
final class Visits {
    /** Files with fewer events have no planted visits, which would leave no room for others. */
    private static final int ENOUGH = 20;

    private static final int EVENTS_PER_CROSSING = 80;

    private final SimulatedPart part;
    private final long from;
    private final Population population;

    Visits(SimulatedPart part) {
        this.part = part;
        this.from = part.hour().start().getEpochSecond() * Times.SECOND;
        this.population = Population.of(part.project());
    }

    /** Begins and is uploaded within the hour. */
    List<Event> within(long number) {
        Dice dice = dice(number, "within");
        Person person = population.visitor(dice, part.hour());
        Visit visit = Visit.draw(dice, person, day());
        long latest = Times.HOUR - visit.duration() - Sending.LAST;
        long start = from + dice.below(latest / Times.MILLISECOND) * Times.MILLISECOND;
        return Sending.draw(dice, person, start).events(dice, visit, start);
    }

    /** Begins within the hour and goes on in the next one. */
    List<Event> across(long number) {
        Dice dice = dice(number, "across");
        Person person = population.visitor(dice, part.hour());
        Visit visit = Visit.walk(dice, person, day());
        long rest = visit.duration() / Times.MILLISECOND * dice.between(20, 80) / 100;
        long start = from + Times.HOUR - rest * Times.MILLISECOND;
        Sending sending = Sending.draw(dice, person, start);
        return (sending.isLate() ? new Sending(sending.latency(), sending.skew(), 0, false) : sending)
                .events(dice, visit, start);
    }

    /** How many go on in the next hour. */
    long crossings() {
        long next = sibling(part.hour().plus(1), part.number())
                .map(SimulatedPart::events)
                .orElse(0L);
        long events = Math.min(part.events(), next);
        return events < ENOUGH ? 0 : (events + dice(0, "crossings").below(EVENTS_PER_CROSSING)) / EVENTS_PER_CROSSING;
    }

    /** An event of the first visit that may as well lie in another file; none where the visit has no fit one. */
    Optional<Event> copied() {
        return Optional.of(within(0)).filter(events -> events.size() <= part.events()).stream()
                .flatMap(List::stream)
                .filter(event -> event.step().type().equals(Step.VIEWED))
                .filter(event -> event.sessionId() != -1)
                .filter(event -> !event.times().isWhole())
                .filter(event -> event.times().late() >= 0 && event.times().late() < Times.HOUR)
                .findFirst();
    }

    boolean isRoomy() {
        return part.events() >= ENOUGH;
    }

    /** Those of the same file of the hour before. */
    Optional<Visits> before() {
        return sibling(part.hour().plus(-1), part.number()).map(Visits::new);
    }

    /** Those of the same hour's file before this one. */
    Optional<Visits> beside() {
        return part.number() == 0
                ? Optional.empty()
                : sibling(part.hour(), part.number() - 1).map(Visits::new);
    }

    private Optional<SimulatedPart> sibling(Hour hour, int number) {
        return part.project().parts(hour).stream()
                .filter(other -> other.number() == number)
                .findFirst();
    }

    private long day() {
        return part.hour().day().toEpochDay();
    }

    private Dice dice(long number, String kind) {
        SimulatedProject project = part.project();
        return Dice.of(
                project.seed(),
                part.hour().number(),
                part.number(),
                project.partsPerHour(),
                project.eventsPerHour(),
                number,
                kind.hashCode());
    }
}
