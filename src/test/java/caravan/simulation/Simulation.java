package caravan.simulation;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Note;
import caravan.status.Reopen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One seed: several processes and an unkind world for some weeks, then peace, and what must be true then. */
final class Simulation {
    private static final int LEAST = 300;
    private static final int MORE = 1200;

    private final History history;
    private final Stage stage;
    private final Scene scene;
    private final Promise promise;

    Simulation(Variant variant, long seed, History history) {
        Dice dice = new Dice(seed);
        this.history = history;
        Instant begin = Scene.HOURS.first().start().plus(dice.between(Duration.ofHours(2), Duration.ofHours(30)));
        stage = new Stage(dice, begin, LEAST + dice.below(MORE), history);
        boolean conditional = variant != Variant.NO_COMPARE_AND_SET;
        SimulatedStore store = new SimulatedStore(stage, dice, history, conditional);
        SimulatedSource source = new SimulatedSource(stage, dice, Scene.HOURS);
        promise = new Promise(stage, history, store, source);
        store.guard(promise);
        scene = new Scene(variant, stage, dice, history, store, source, new Warehouse(variant, stage, dice));
    }

    /** @throws Violation where the promise was broken */
    void run() {
        Duration soon = Duration.ofMinutes(1);
        for (int replicas = 2 + scene.dice().below(2); replicas > 0; replicas--) {
            stage.enter("replica " + replicas, soon, new Replica(scene));
        }
        stage.enter("sweeper", soon, this::sweepAgainAndAgain);
        stage.enter("restater", soon, new Restater(scene));
        stage.enter("person", soon, this::reopenAgainAndAgain);
        stage.enter("source", soon, this::changeAgainAndAgain);
        stage.enter("loader", soon, new Loader(scene));
        stage.enter("late loader", soon, new Loader(scene));
        stage.play();
        end();
    }

    private void sweepAgainAndAgain() {
        while (!stage.isCalm()) {
            try {
                scene.sweep();
            } catch (IOException anotherTime) {
                history.fault("not swept: " + anotherTime.getMessage());
            }
            stage.sleep(Duration.ofMinutes(5), Duration.ofDays(2));
        }
    }

    private void reopenAgainAndAgain() {
        while (!stage.isCalm()) {
            // Often once more right after: while the hour is landing, or its note is on its way.
            stage.sleep(Duration.ofSeconds(1), scene.dice().of(List.of(Duration.ofMinutes(5), Duration.ofDays(4))));
            try {
                HourRange hour =
                        HourRange.of(scene.dice().of(Scene.HOURS.hours().toList()));
                new Reopen(scene.dueHours(), Runnable::run).of(scene.ledger(), hour, "the person wishes it");
            } catch (IOException | IllegalArgumentException notNow) {
                history.fault("not reopened: " + notNow.getMessage());
            }
        }
    }

    private void changeAgainAndAgain() {
        while (!stage.isCalm()) {
            stage.sleep(Duration.ofMinutes(30), Duration.ofHours(20));
            scene.source().change();
        }
    }

    /** Peace: one process goes on until nothing is due and all looks at empty hours are over; then the sweep. */
    private void end() {
        Replica last = new Replica(scene);
        for (int day = 0; day < 4; day++) {
            pass(Duration.ofDays(1));
            last.sync();
        }
        pass(Duration.ofDays(8));
        last.sync();
        new Loader(scene).load(new HashMap<>());
        Scene.HOURS.hours().forEach(this::isDone);
        nothingElseIsThere();
        promise.reopened().values().forEach(this::wasAskedForAgain);
    }

    private void pass(Duration time) {
        stage.sleep(time, time);
    }

    private void isDone(Hour hour) {
        HourRecord record = promise.records().get(hour);
        if (record == null) {
            throw new Violation(hour + " is still due");
        }
        List<String> events = promise.events(record);
        if (!scene.warehouse().rows(hour).equals(events)) {
            throw new Violation(hour + " has the events " + events + ", and the warehouse "
                    + scene.warehouse().rows(hour));
        }
    }

    private void nothingElseIsThere() {
        TreeSet<String> there = new TreeSet<>(scene.store().keys("events/"));
        TreeSet<String> listed = promise.records().values().stream()
                .flatMap(record -> record.objects().stream())
                .map(LandedObject::key)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!there.equals(listed)) {
            there.removeAll(listed);
            throw new Violation("no record lists " + there);
        }
    }

    private void wasAskedForAgain(Note note) {
        boolean empty = scene.source().given(note.hour()).stream()
                .anyMatch(given ->
                        given.at().isAfter(note.since()) && given.events().isEmpty());
        HourRecord record = promise.records().get(note.hour());
        if (!empty && !record.export().at().isAfter(note.since())) {
            throw new Violation(note.hour() + " was reopened at " + note.since()
                    + ", and its record is of an export at " + record.export().at());
        }
    }
}
