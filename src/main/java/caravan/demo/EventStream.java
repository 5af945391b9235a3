package caravan.demo;

import caravan.hour.Hour;
import java.util.Iterator;
import java.util.List;

/** An hour's events without an end, visit by visit. Holds one visit. */
final class EventStream {
    private final SimulatedProject project;
    private final long from;
    private final Dice dice;
    private final int people;

    private Visit visit;
    private Iterator<Step> steps = List.<Step>of().iterator();
    private long serverUpload;
    private Event last;

    EventStream(SimulatedProject project, Hour hour, Dice dice) {
        this.project = project;
        this.from = hour.start().getEpochSecond() * Times.SECOND;
        this.dice = dice;
        this.people = (int) Math.min(Math.max(50, project.eventsPerHour() * 2), 1 << 20);
    }

    Event next() {
        // Amplitude drops a repeated $insert_id for seven days only, so exports hold some.
        if (last != null && dice.oneIn(120)) {
            last = last.again(dice.uuid());
            return last;
        }
        if (!steps.hasNext()) {
            visit = Visit.draw(
                    dice, Person.of(project.seed(), dice.below(people)), from + dice.below(3600) * Times.SECOND);
            serverUpload = visit.start();
            steps = visit.steps().iterator();
        }
        long end = from + 3600 * Times.SECOND - 1;
        serverUpload = Math.min(end, serverUpload + dice.between(100_000, 90 * Times.SECOND));
        Times times = Times.draw(dice, visit.person(), serverUpload);
        long number = visit.person().number() % 40 + dice.below(200);
        last = new Event(visit, steps.next(), times, number, dice.uuid(), dice.uuid(), dice.next());
        return last;
    }
}
