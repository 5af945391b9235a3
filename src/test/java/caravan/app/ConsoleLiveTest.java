package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.console.Live;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.hour.HourRange;
import caravan.sync.Run;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What whoever looks on is told while it happens. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConsoleLiveTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-1), App.LAST);

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;
    private Observer observer;
    private Viewer viewer;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude).since(HOURS.first());
        observer = Observer.of(app);
        viewer = Viewer.of(observer.engine());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void two_who_look_on_are_told_of_a_runs_windows_and_hours_as_they_come() throws Exception {
        try (Viewer.Stream one = viewer.live();
                Viewer.Stream other = viewer.live()) {
            one.next("hello");
            other.next("hello");

            Run run = observer.engine().sync(Run.ofEverything());

            for (Viewer.Stream stream : List.of(one, other)) {
                assertThat(stream.next("run").path("id").asText()).isEqualTo(run.id());
                JsonNode window = stream.next("window");
                assertThat(window.path("run").asText()).isEqualTo(run.id());
                assertThat(window.path("hours").asInt()).isEqualTo(2);
                JsonNode hour = stream.next("hour");
                assertThat(hour.path("state").asText()).isEqualTo("landed");
                assertThat(hour.path("events").asInt()).isPositive();
                while (!window.path("stage").asText().equals("over")) {
                    window = stream.next("window");
                }
                assertThat(window.path("done").asInt()).isEqualTo(2);
                assertThat(window.path("received").asLong()).isPositive();
                assertThat(stream.next("ledger").path("project").asText()).isEqualTo("default");
            }
        }
    }

    @Test
    void there_is_room_for_a_few_and_who_leaves_makes_room_for_another() throws Exception {
        List<Viewer.Stream> streams = new ArrayList<>();
        for (int i = 0; i < Live.MOST; i++) {
            streams.add(viewer.live());
            streams.get(i).next("hello");
        }

        Viewer.Seen one = viewer.get("/api/events");
        assertThat(one.status()).isEqualTo(503);
        assertThat(one.header("Retry-After")).isEqualTo("30");
        // Who looks on takes nothing away from others.
        assertThat(viewer.get("/api/status").status()).isEqualTo(200);

        streams.get(0).close();
        Viewer.Stream next = viewer.live();
        while (next.response().statusCode() == 503) {
            next.close();
            next = viewer.live();
        }
        next.next("hello");
        next.close();
        for (Viewer.Stream stream : streams) {
            stream.close();
        }
    }

    @Test
    void a_process_that_stops_waits_for_nobody_who_looks_on() throws Exception {
        Viewer.Stream stream = viewer.live();
        stream.next("hello");

        long began = System.nanoTime();
        app.stop();

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(20);
        stream.close();
    }

    @Test
    void what_is_live_is_not_kept_and_has_the_headers_of_the_console() throws Exception {
        try (Viewer.Stream stream = viewer.live()) {
            assertThat(stream.response().headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(stream.response().headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(stream.response().headers().firstValue("X-Content-Type-Options"))
                    .hasValue("nosniff");
        }
    }
}
