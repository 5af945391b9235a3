package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.DeadLetters;
import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.ledger.Sweep;
import caravan.status.HourStories;
import caravan.status.LoadedHour;
import caravan.status.RecordCache;
import caravan.status.RecordReading;
import caravan.status.StatusReading;
import caravan.store.FileStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HourAnswerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T12:30:00Z"), ZoneOffset.UTC);
    private static final DueHours DUE = new DueHours(CLOCK, Duration.ofMinutes(135));

    @TempDir
    Path folder;

    private final AtomicInteger looks = new AtomicInteger();
    private HourAnswer answer;

    @BeforeEach
    void start() throws Exception {
        FileStore store = new FileStore(folder.resolve("lake"), "");
        Ledger ledger = new Ledger(store, "default", Runnable::run);
        ledger.fix(then -> new ProjectObject(
                1, "default", Hour.parse("2026-11-02T08"), "amplitude.com", "100011471", ObjectKeys.DEFAULT));
        Journal journal = new Journal(folder.resolve("journal"));
        StatusReading reading = new StatusReading(
                new RecordReading(new RecordCache(folder.resolve("cache")), Runnable::run), DUE, journal);
        ObjectKeys keys = new ObjectKeys(ObjectKeys.DEFAULT);
        HourStories stories = new HourStories(
                new Sweep(store, keys, CLOCK),
                keys,
                DUE,
                journal,
                new DeadLetters(folder.resolve("letters"), Duration.ofDays(30), CLOCK),
                after -> Optional.empty(),
                LoadedHour.in("a warehouse that costs money", (project, hour) -> {
                    looks.incrementAndGet();
                    return Optional.empty();
                }));
        Asked asked = new Asked(new Pictures(List.of(ledger), reading, Runnable::run, project -> {}));
        answer = new HourAnswer(asked, stories, new Unanswered(CLOCK), Spelling.PLAIN);
    }

    private JsonNode load(boolean events) throws Exception {
        Reply reply = answer.of(new Question("/api/hours/default/2026-11-02T08", Map.of(), events, null));
        return Json.MAPPER.readTree((byte[]) reply.whole()).path("load");
    }

    @Test
    void the_warehouse_is_looked_at_for_whoever_has_the_token_and_for_nobody_else() throws Exception {
        JsonNode anybody = load(false);

        assertThat(looks).hasValue(0);
        assertThat(anybody.path("state").asText()).isEqualTo("unknown");
        assertThat(anybody.path("where").asText()).isEqualTo("a warehouse that costs money");
        assertThat(anybody.path("text").toString()).contains("for whoever has the token");

        assertThat(load(true).path("state").asText()).isEqualTo("missing");
        assertThat(looks).hasValue(1);
    }
}
