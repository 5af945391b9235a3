package caravan.cli;

import caravan.archive.AmplitudeHttp;
import caravan.archive.Spool;
import caravan.config.Cron;
import caravan.config.Project;
import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.observe.Health;
import caravan.observe.Metrics;
import caravan.observe.Observed;
import caravan.observe.SyncSign;
import caravan.status.Ticks;
import caravan.sync.Failures;
import caravan.sync.Watch;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.main.Main;

/**
 * Who looks on while an engine works: for a service, what {@code /observe} answers from; for a command, nobody, at no cost.
 *
 * @param watch of the syncs
 * @param heard of Amplitude's answers
 * @param repeated of calls that are made once more
 * @param syncs tells of a project's syncs
 */
record Observation(
        Watch watch, AmplitudeHttp.Heard heard, Consumer<Failure.Kind> repeated, Function<String, SyncSign> syncs) {
    /** On top of the longest that one answer may take: what a large entry may take on its way to the store. */
    private static final Duration LANDING = Duration.ofHours(1);

    static Observation none() {
        return new Observation(
                Watch.NONE,
                (project, status) -> {},
                kind -> {},
                project -> new SyncSign(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** The same, told by way of this one. */
    Observation through(Watch other) {
        return new Observation(other, heard, repeated, syncs);
    }

    /** What failed, for whoever looks on. */
    Failures.Memory memory() {
        return (project, hours, failure, at, run) -> watch.failed(project, hours, failure);
    }

    /** Binds what the routes of {@code observe} ask. */
    static Observation of(Main camel, Settings settings, Spool spool, DeadLetters letters, Clock clock) {
        Metrics metrics = new Metrics(letters, spool);
        metrics.process(Version.own(), Version.camel());
        DueHours dueHours = new DueHours(clock, settings.grace(), settings.restate());
        Observed observed =
                new Observed(settings.projects().stream().map(Project::name).toList(), dueHours, metrics);
        LoadedRoutes routes = new LoadedRoutes();
        camel.addMainListener(routes);
        Duration silence =
                settings.limits().firstByte().plus(settings.limits().deadline()).plus(LANDING);
        camel.bind("health", new Health(observed, routes, ticks(settings), silence, clock));
        camel.bind("metrics", metrics);
        return new Observation(observed, observed::heard, observed::repeated, observed::sync);
    }

    /** When the service syncs next after an instant. */
    static Ticks ticks(Settings settings) {
        return after -> {
            try {
                return Cron.next(settings.cron(), after);
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
