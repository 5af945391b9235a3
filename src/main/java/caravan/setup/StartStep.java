package caravan.setup;

import caravan.config.ConfigurationRefused;
import caravan.config.Draft;
import caravan.config.Key;
import caravan.config.Settings;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.ProjectStart;
import caravan.hour.Windows;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Says what the first sync will ask for, and takes an earlier beginning. */
final class StartStep extends Step {
    private final Clock clock;

    StartStep(Draft draft, Questions questions, Sheet sheet, Clock clock) {
        super(draft, questions, sheet);
        this.clock = clock;
    }

    @Override
    void take() throws Unanswered, ConfigurationRefused {
        sheet.title("First backfill");
        boolean given = isGiven(Key.START, "start");
        sheet.say(numbers());
        if (given || !questions.areAnswered()) {
            return;
        }
        while (typed(Key.START, "Begin elsewhere? A date such as 2026-01-01 (Enter: as above): ")
                .isPresent()) {
            sheet.say(numbers());
        }
    }

    /** What a first sync asks for with the answers as they are. Later ones ask for the hours that have closed since. */
    private String numbers() throws ConfigurationRefused {
        Settings settings = draft.judged().settings();
        Hour start = ProjectStart.of(Optional.empty(), settings.start(), Optional.empty(), clock.instant());
        Optional<HourRange> closed = new DueHours(clock, settings.grace()).closed(start);
        int hours = closed.map(HourRange::count).orElse(0);
        int requests = closed.map(range ->
                        new Windows(settings.window()).of(HourSet.of(range)).size())
                .orElse(0);
        return "The first sync begins with " + start + (settings.start().isEmpty() ? ", seven days back" : "") + ": "
                + counted(hours, "hour") + " in " + counted(requests, "request") + " to Amplitude, the newest first.";
    }

    private static String counted(int count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
