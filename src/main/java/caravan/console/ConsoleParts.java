package caravan.console;

import caravan.config.Effective;
import caravan.failure.DeadLetters;
import caravan.hour.DueHours;
import caravan.ledger.ChangeLog;
import caravan.observe.SyncSign;
import caravan.status.HourStories;
import caravan.status.Ticks;
import caravan.trigger.Sessions;
import caravan.trigger.TurnedAway;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a console is made of.
 *
 * @param syncs what this process knows of a project's syncs
 * @param meaning of a key of the configuration
 */
public record ConsoleParts(
        Clock clock,
        Pictures pictures,
        Running running,
        Live live,
        Reports reports,
        Lineage lineage,
        DueHours dueHours,
        Ticks ticks,
        HourStories stories,
        DeadLetters letters,
        ChangeLog changes,
        Optional<Sessions> sessions,
        Function<String, SyncSign> syncs,
        StatusAnswer.About about,
        Spelling spelling,
        String camel,
        List<Effective> configuration,
        Function<String, String> meaning) {
    public Console console() {
        Asked asked = new Asked(pictures);
        OpenApi openApi = new OpenApi();
        return waiting(asked, new Seats())
                .on("/api/status", new StatusAnswer(pictures, dueHours, syncs, about, ticks))
                .on("/api/freshness", new FreshnessAnswer(asked, dueHours))
                .on("/api/running", this::underWay)
                .on("/api/events", this::live)
                .on("/api/configuration", new ConfigurationAnswer(about, camel, configuration, meaning))
                .on("/api/lineage", lineage::picture)
                .on(
                        "/api/session",
                        new SessionAnswer(sessions, new TurnedAway(clock, "nobody was let in"), new Unanswered(clock)))
                .on("/api/openapi.yaml", openApi::yaml)
                .on("/api/openapi.json", openApi::json);
    }

    /** What is not all in memory, or takes more of it than others. */
    private Console waiting(Asked asked, Seats seats) {
        Kept kept = new Kept();
        return new Console()
                .on("/api/hours", new HoursAnswer(asked, kept, clock))
                .on("/api/volume", new VolumeAnswer(asked, kept, clock))
                .on("/api/hours/", seats.taking(new HourAnswer(asked, stories, new Unanswered(clock), spelling)))
                .on("/api/letters", seats.taking(new LettersAnswer(asked, letters, new Unanswered(clock), spelling)))
                .on("/api/changes", seats.taking(new ChangesAnswer(asked, changes::last, new Unanswered(clock))))
                .on("/api/report", seats.taking(reports::json))
                .on("/report", seats.taking(reports::page));
    }

    private Reply underWay(Question question) throws Refused {
        question.takes();
        return Reply.json(running.json()).once();
    }

    private Reply live(Question question) throws Refused {
        question.takes();
        Reply reply = Reply.live(live.client());
        // Whoever listens is told once the ledger is another: so he asks for it.
        pictures.projects().forEach(pictures::of);
        return reply;
    }
}
