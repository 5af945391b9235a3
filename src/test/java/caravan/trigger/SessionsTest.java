package caravan.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
    private static final String TOKEN = "the-right-token-of-a-test";
    private static final int MOST = 100;

    @TempDir
    Path place;

    private final TestClock clock = TestClock.at("2026-11-02T08:00:00Z");
    private Sessions sessions;

    @BeforeEach
    void with_a_token() throws IOException {
        sessions = new Sessions(new TokenFile(Files.writeString(place.resolve("token"), TOKEN)), clock);
    }

    private String begun() throws IOException {
        return sessions.begin(TOKEN).orElseThrow().cookie();
    }

    private boolean isOn(String cookie) throws IOException {
        return sessions.of(cookie).isPresent();
    }

    @Test
    void there_are_a_hundred_and_one_more_ends_the_oldest_alone() throws IOException {
        List<String> cookies = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            cookies.add(begun());
        }
        assertThat(isOn(cookies.get(0))).isTrue();

        String another = begun();

        assertThat(isOn(cookies.get(0))).isFalse();
        assertThat(isOn(another)).isTrue();
        for (String cookie : cookies.subList(1, MOST)) {
            assertThat(isOn(cookie)).isTrue();
        }
    }

    @Test
    void those_that_were_ended_have_made_room() throws IOException {
        String kept = begun();
        List<String> cookies = new ArrayList<>();
        for (int i = 1; i < MOST; i++) {
            cookies.add(begun());
        }
        cookies.subList(0, 10).forEach(sessions::end);

        for (int i = 0; i < 10; i++) {
            begun();
        }

        assertThat(isOn(kept)).isTrue();
        assertThat(isOn(cookies.get(0))).isFalse();
        assertThat(isOn(cookies.get(10))).isTrue();
    }

    @Test
    void it_lasts_eight_hours_and_no_second_more() throws IOException {
        String cookie = begun();
        assertThat(sessions.of(cookie).orElseThrow().until()).isEqualTo("2026-11-02T16:00:00Z");

        clock.pass(Duration.ofHours(8).minusSeconds(1));
        assertThat(isOn(cookie)).isTrue();

        clock.pass(Duration.ofSeconds(1));
        assertThat(isOn(cookie)).isFalse();
    }

    @Test
    void another_token_in_the_file_ends_those_of_the_one_before() throws IOException {
        String before = begun();
        Files.writeString(place.resolve("token"), "another-token-of-a-test");

        assertThat(isOn(before)).isFalse();
        assertThat(sessions.begin(TOKEN)).isEmpty();
        String after = sessions.begin("another-token-of-a-test").orElseThrow().cookie();
        assertThat(isOn(after)).isTrue();
    }

    @Test
    void what_is_no_token_begins_none_and_what_is_no_cookie_is_none() throws IOException {
        assertThat(sessions.begin("the-wrong-token-of-a-test")).isEmpty();
        assertThat(sessions.begin("")).isEmpty();
        assertThat(isOn("0".repeat(64))).isFalse();
        assertThat(isOn("")).isFalse();
    }
}
