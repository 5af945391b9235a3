package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out of a story for programs is said to be left out, as {@code why} says it. */
class StoryJsonTest {
    private static final Hour HOUR = Hour.parse("2026-11-02T08");

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void a_project_that_starts_at_six() throws IOException {
        lake = new Lake(folder).startingAt("2026-11-02T06");
    }

    private HourStories stories() {
        return new HourStories(
                lake.sweep, Lake.KEYS, Lake.DUE, lake.journal(), lake.letters(), Lake.TICKS, LoadedHour.NOWHERE);
    }

    private JsonNode json(boolean whole) throws IOException {
        return new StoryJson(whole).of(stories().of(lake.ledger, HOUR));
    }

    private String why() throws IOException {
        return stories().text(lake.ledger, HOUR);
    }

    @Test
    void of_very_many_objects_that_no_record_lists_it_says_how_many_it_leaves_out() throws IOException {
        for (int part = 0; part < 33; part++) {
            lake.put(HOUR, 0, part, 1);
        }

        assertThat(json(false).path("unlisted").size()).isEqualTo(20);
        assertThat(json(false).path("moreUnlisted").asInt()).isEqualTo(13);
        assertThat(why()).contains("33 objects of this hour").contains("  and 13 more\n");
    }

    @Test
    void of_many_failures_it_says_how_many_it_leaves_out() throws IOException {
        for (int wider = 0; wider < 7; wider++) {
            lake.journal()
                    .failed(
                            "default",
                            Optional.of(new HourRange(HOUR, HOUR.plus(wider))),
                            new Failure(Failure.Kind.SOURCE_AWAY, "answered 502"),
                            Lake.NOW.minus(Duration.ofMinutes(wider)),
                            "r" + wider);
        }

        assertThat(json(false).path("failures").findValuesAsText("run")).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(json(false).path("moreFailures").asInt()).isEqualTo(2);
        assertThat(why()).contains("and 2 before, in the log");
    }

    @Test
    void a_letter_that_cannot_be_read_is_told_by_its_name() throws IOException {
        String damaged = "default-2026-11-02T08-bug-00000000.json";
        Files.createDirectories(folder.resolve("letters"));
        Files.writeString(folder.resolve("letters").resolve(damaged), "{");
        Files.writeString(folder.resolve("letters/default-2026-11-02T09-bug-00000000.json"), "{");

        JsonNode json = json(false);

        assertThat(json.path("damaged").toString()).isEqualTo("[\"" + damaged + "\"]");
        assertThat(json.path("letters").size()).isZero();
        assertThat(json.path("lettersUnreadable").asBoolean()).isFalse();
        assertThat(why()).contains("letters   " + damaged + ": cannot be read");
    }

    @Test
    void that_the_folder_of_letters_cannot_be_read_is_not_told_as_if_there_were_none() throws IOException {
        Files.writeString(folder.resolve("letters"), "a file");

        JsonNode json = json(true);

        assertThat(json.path("lettersUnreadable").asBoolean()).isTrue();
        assertThat(json.path("letters").size()).isZero();
        assertThat(why()).contains("letters   The folder cannot be read: ");
    }

    @Test
    void of_an_hour_that_nothing_is_left_out_of_it_says_so() throws IOException {
        lake.landed("2026-11-02T08", 2);

        JsonNode json = json(false);

        for (String more : List.of("moreUnlisted", "moreFailures")) {
            assertThat(json.path(more).isInt()).isTrue();
            assertThat(json.path(more).asInt()).isZero();
        }
        assertThat(json.path("damaged").toString()).isEqualTo("[]");
        assertThat(json.path("lettersUnreadable").isBoolean()).isTrue();
        assertThat(json.path("lettersUnreadable").asBoolean()).isFalse();
    }
}
