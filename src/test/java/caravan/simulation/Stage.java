package caravan.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Lets one actor act at a time, from step to step, in an order that the dice give; and is everybody's clock. What an actor
 * does between two steps nobody sees half-done. Before each step an actor may crash or fall asleep.
 */
final class Stage extends Clock {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "actor");
        thread.setDaemon(true);
        return thread;
    });

    private static final int EARLY = 150;

    private final Dice dice;
    private final int length;
    private final History history;
    private final Semaphore curtain = new Semaphore(0);
    private final List<Actor> actors = new ArrayList<>();
    private final List<Integer> outages = new ArrayList<>();
    private Instant now;
    private Actor current;
    private Throwable violation;
    private boolean calm;
    private Runnable before = () -> {};

    /** @param length so many steps, then no more faults, and everybody comes to an end */
    Stage(Dice dice, Instant begin, int length, History history) {
        this.dice = dice;
        this.now = begin;
        this.length = length;
        this.history = history;
        for (int i = dice.below(4); i > 0; i--) {
            // Often while everything lands for the first time.
            outages.add(dice.below(dice.percent(50) ? EARLY : length));
        }
    }

    /** @param each runs before each step, whoever's it is */
    void beforeEachStep(Runnable each) {
        before = each;
    }

    void enter(String name, Duration after, Actor.Part part) {
        Actor actor = new Actor(name, part, now.plus(after));
        actors.add(actor);
        THREADS.execute(() -> live(actor));
    }

    private void live(Actor actor) {
        actor.take();
        try {
            if (!actor.gone) {
                actor.part.play();
            }
        } catch (Actor.Gone crashed) {
            history.event(now, actor.name, "is gone");
        } catch (Throwable thrown) {
            if (!actor.gone) {
                violated(thrown);
            }
        }
        actors.remove(actor);
        handOn();
    }

    /** Everybody plays until all are through; then the caller is alone, calm, on the same clock. */
    void play() {
        handOn();
        curtain.acquireUninterruptibly();
        current = null;
        calm = true;
        if (violation != null) {
            throw new Violation(violation);
        }
    }

    private void handOn() {
        if (actors.isEmpty()) {
            curtain.release();
        } else {
            current = next();
            current.give();
        }
    }

    /** Something happened that must not: everybody goes. */
    void violated(Throwable what) {
        if (violation == null) {
            violation = what;
        }
        actors.forEach(actor -> actor.gone = true);
    }

    /** No more faults; whoever is at something comes to its end. */
    boolean isCalm() {
        return calm;
    }

    /** Before every call of store or source. */
    void step(String what) {
        if (current != null) {
            stay();
            fate();
            turn();
        }
        pass();
        history.step(now, who(), what);
        before.run();
    }

    /** Whose step it is. */
    String who() {
        return current == null ? "the last" : current.name;
    }

    /** The actor's own wish, between two things that it does. */
    void sleep(Duration least, Duration most) {
        Duration time = dice.between(least, most);
        if (current == null) {
            now = now.plus(time);
            return;
        }
        stay();
        current.wakes = now.plus(time);
        turn();
    }

    private void stay() {
        if (current.gone) {
            throw new Actor.Gone();
        }
    }

    private void fate() {
        if (!calm && history.steps() >= length) {
            calm = true;
            actors.stream().filter(each -> dice.percent(30)).forEach(each -> each.gone = true);
            stay();
        }
        if (calm) {
            return;
        }
        if (outages.removeIf(at -> at <= history.steps())) {
            outage();
        } else if (dice.once(200)) {
            crash(current, Duration.ofSeconds(5), Duration.ofHours(2));
        }
        stay();
        nap();
    }

    private void nap() {
        if (dice.once(60)) {
            Duration most = dice.of(List.of(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofHours(36)));
            current.wakes = now.plus(dice.between(Duration.ofSeconds(10), most));
            history.slept();
        }
    }

    private void crash(Actor actor, Duration least, Duration most) {
        actor.gone = true;
        history.crashed();
        enter(actor.name, dice.between(least, most), actor.part);
    }

    /** Nobody is there for a week and more; then all come back within seconds. */
    private void outage() {
        now = now.plus(dice.between(Duration.ofDays(dice.of(List.of(0, 7))), Duration.ofDays(8)));
        history.event(now, "everybody", "comes back after an outage");
        List.copyOf(actors).stream()
                .filter(actor -> !actor.gone)
                .forEach(actor -> crash(actor, Duration.ZERO, Duration.ofSeconds(10)));
    }

    private void turn() {
        Actor me = current;
        current = next();
        if (current != me) {
            current.give();
            me.take();
        }
        stay();
    }

    private Actor next() {
        List<Actor> awake = actors.stream()
                .filter(actor -> actor.gone || !actor.wakes.isAfter(now))
                .toList();
        if (awake.contains(current) && dice.percent(40)) {
            return current;
        }
        if (!awake.isEmpty()) {
            return dice.of(awake);
        }
        now = actors.stream().map(actor -> actor.wakes).min(Instant::compareTo).orElseThrow();
        return next();
    }

    private void pass() {
        Duration most = dice.once(40) ? Duration.ofMinutes(3) : Duration.ofMillis(500);
        now = now.plus(dice.between(Duration.ofMillis(1), most));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("all is UTC");
    }
}
