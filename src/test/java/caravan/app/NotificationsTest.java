package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.ExitCode;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.notify.Inbox;
import caravan.store.S3Server;
import caravan.sync.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told over a webhook, by the application on its own routes. The clock stands at noon. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NotificationsTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-3), App.LAST);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path place;

    @TempDir
    Path buckets;

    private Simulator amplitude;
    private Inbox inbox;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        inbox = new Inbox();
        app = new App(place, amplitude)
                .since(HOURS.first())
                .set("caravan.window", "1")
                .set("caravan.restate", "never")
                .set("caravan.notify.webhook", inbox.url("/services/T0/B0/x?y=z"));
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
        inbox.close();
    }

    private Run sync() throws Exception {
        return app.sync(new Run(Optional.of(HOURS), Optional.empty()));
    }

    /** The lake's files have this machine's time, not the clock's. */
    private void landed() throws Exception {
        try (Stream<Path> files = Files.walk(place.resolve("lake/_caravan/hours"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(app.clock.instant()));
            }
        }
    }

    private void refuse() {
        amplitude.answer(Asked.always(Trouble.forbidden()));
    }

    @Test
    void a_refused_project_is_told_with_hours_cause_next_step_and_command() throws Exception {
        refuse();
        assertThat(sync().exitCode()).isEqualTo(ExitCode.REFUSED);

        assertThat(inbox.requests()).containsExactly("POST /services/T0/B0/x?y=z application/json");
        assertThat(inbox.texts())
                .singleElement()
                .asString()
                .startsWith("Caravan needs a person: project default, refused\nhours: 2024-11-05T09\ncause: Amplitude"
                        + " answered 403")
                .contains(
                        "\nwho acts: the operator: key, region or URL\n",
                        "\nwhat happens next: the project pauses",
                        "\nsee: ./caravan check\n",
                        "\ndestination: " + place.resolve("lake"));
    }

    @Test
    void a_case_is_told_once_a_day_whatever_restarts_and_however_many_processes_there_are() throws Exception {
        refuse();
        sync();
        sync();
        app.stop();
        sync();
        try (App twin = app.twin()) {
            twin.sync();
        }
        assertThat(inbox.texts()).hasSize(1);

        app.clock.advance(DAY);
        sync();
        sync();
        assertThat(inbox.texts()).hasSize(2);
    }

    @Test
    void that_a_case_is_over_is_told_once() throws Exception {
        refuse();
        sync();
        amplitude.answer(Asked.never());
        app.stop();
        sync();
        sync();

        assertThat(inbox.texts())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("Caravan recovered: project default, refused\nhours: 2024-11-05T09; all");
    }

    @Test
    void a_reload_that_asks_amplitude_for_nothing_calls_no_case_over() throws Exception {
        app.set("caravan.archive.keep", "store");
        sync();
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));
        app.clock.advance(Duration.ofSeconds(1));
        refuse();
        sync();
        assertThat(inbox.texts()).hasSize(1);
        app.stop();

        assertThat(app.sync(Run.ofKeptArchives(HOURS, Optional.empty())).exitCode())
                .isEqualTo(ExitCode.OK);

        assertThat(inbox.texts()).hasSize(1);
    }

    @Test
    void a_case_that_comes_back_on_the_day_that_it_was_told_is_told_on_the_next() throws Exception {
        refuse();
        sync();
        amplitude.answer(window -> window.contains(App.LAST) ? Optional.empty() : Optional.of(Trouble.forbidden()));
        app.stop();
        sync();
        assertThat(inbox.texts()).as("still refused").hasSize(1);

        app.clock.advance(DAY);
        app.stop();
        sync();
        assertThat(inbox.texts()).hasSize(2).last().asString().startsWith("Caravan needs a person");
    }

    /** Its hours are done, and it was refused while they were looked at once more. */
    @Test
    void a_project_that_pauses_has_not_recovered() throws Exception {
        Path routes = RouteYaml.copied(place);
        Files.delete(routes.resolve("10-schedule.camel.yaml"));
        app.set("caravan.restate", "P1D").set("caravan.window", "24");
        Engine service = app.onRoutes(routes).bind(Engine.Life.SERVICE);
        service.start();
        sync();
        landed();
        app.clock.advance(DAY.plusHours(1));
        refuse();
        sync();
        assertThat(inbox.texts()).hasSize(1);
        app.clock.advance(Duration.ofMinutes(5));
        int asked = amplitude.requests().size();
        sync();
        assertThat(amplitude.requests()).as("it pauses").hasSize(asked);
        assertThat(inbox.texts()).singleElement().asString().startsWith("Caravan needs a person");

        amplitude.answer(Asked.never());
        app.clock.advance(Duration.ofMinutes(15));
        sync();
        assertThat(inbox.texts()).hasSize(2).last().asString().startsWith("Caravan recovered");
    }

    @Test
    void hours_of_a_kind_are_one_message_with_the_command_for_the_first_and_when_it_is_asked_again() throws Exception {
        amplitude.answer(Asked.always(Trouble.tooLarge()));
        assertThat(sync().exitCode()).isEqualTo(ExitCode.PERSON);
        sync();

        assertThat(inbox.texts())
                .singleElement()
                .asString()
                .startsWith("Caravan needs a person: project default, oversize\nhours: 2024-11-05T06..2024-11-05T09"
                        + " (4 hours)\ncause: ")
                .contains(
                        "\nnext try: after 2024-11-06T12:20:00Z\n",
                        "\nsee: ./caravan why 2024-11-05T06 --project default\n");
    }

    @Test
    void an_hour_that_meets_another_failure_has_not_recovered() throws Exception {
        app.since(App.LAST);
        refuse();
        app.sync();
        amplitude.answer(Asked.always(Trouble.internalError()));
        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(inbox.texts()).hasSize(1);
    }

    @Test
    void hours_are_over_when_all_of_them_have_landed() throws Exception {
        amplitude.answer(Asked.always(Trouble.tooLarge()));
        sync();
        amplitude.answer(Asked.whereverIs(App.LAST, Trouble.tooLarge()));
        app.clock.advance(DAY.plusMinutes(1));
        sync();
        assertThat(inbox.texts()).hasSize(2).last().asString().contains("hours: 2024-11-05T09\n");

        amplitude.answer(Asked.never());
        app.clock.advance(DAY.plusMinutes(1));
        sync();

        assertThat(inbox.texts())
                .hasSize(3)
                .last()
                .asString()
                .startsWith("Caravan recovered: project default, oversize");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404, 302})
    void a_webhook_that_takes_nothing_harms_no_sync_and_is_tried_three_times_a_day(int status) throws Exception {
        inbox.answer(status);
        amplitude.answer(Asked.whereverIs(App.LAST, Trouble.tooLarge()));
        for (int tick = 0; tick < 5; tick++) {
            assertThat(sync().exitCode()).isEqualTo(ExitCode.PERSON);
        }
        new Arrivals(app.store()).of(PROJECT, new HourRange(HOURS.first(), App.LAST.plus(-1)));
        assertThat(inbox.requests()).hasSize(3).noneMatch(request -> request.contains("elsewhere"));

        inbox.answer(200);
        app.clock.advance(DAY.minusHours(1));
        sync();
        assertThat(inbox.texts()).hasSize(1);
    }

    @Test
    void nobody_is_told_that_a_case_is_over_that_nobody_was_told_of() throws Exception {
        refuse();
        inbox.answer(500);
        sync();
        amplitude.answer(Asked.never());
        inbox.answer(200);
        app.stop();
        sync();

        assertThat(inbox.texts()).isEmpty();
    }

    @Test
    void a_webhook_that_is_away_harms_no_sync_and_gets_the_message_when_it_is_back() throws Exception {
        refuse();
        app.set("caravan.notify.webhook", "http://127.0.0.1:1/x");
        assertThat(sync().exitCode()).isEqualTo(ExitCode.REFUSED);

        app.stop();
        app.set("caravan.notify.webhook", inbox.url("/x"));
        sync();
        assertThat(inbox.texts()).hasSize(1);
    }

    @Test
    void words_of_others_call_nobody_and_link_to_nothing() throws Exception {
        amplitude.answer(Asked.always(new Trouble(
                403,
                null,
                "<!channel> @here <http://evil.example|your invoice> `x`\n*Caravan* https://evil.example & \u202e")));
        sync();

        assertThat(inbox.texts())
                .singleElement()
                .asString()
                .contains("&lt;!channel&gt; (at)here &lt;http: //evil.example|your invoice&gt; 'x'")
                .doesNotContain("<", ">", "@", "://evil", "`", "\u202e", "\n*Caravan*");
    }

    @Test
    void a_store_that_refuses_is_told_once_although_it_cannot_remember_it() throws Exception {
        try (S3Server server = S3Server.over(buckets)) {
            app.set("caravan.store", "s3")
                    .set("caravan.s3.bucket", server.bucket())
                    .set("caravan.s3.endpoint", server.endpoint().toString())
                    .set("caravan.s3.access-key", server.accessKey())
                    .set("caravan.s3.secret-key", "a-wrong-one");
            sync();
            app.stop();
            sync();
            assertThat(inbox.texts())
                    .singleElement()
                    .asString()
                    .startsWith("Caravan needs a person: project default, store-refused\ncause: ")
                    .contains("destination: s3: //lake");

            app.stop();
            app.set("caravan.s3.secret-key", server.secretKey());
            sync();
            assertThat(inbox.texts())
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("recovered: project default, store-refused");
        }
    }

    @Test
    void without_a_webhook_nobody_is_told_and_nothing_is_remembered() throws Exception {
        refuse();
        app.set("caravan.notify.webhook", "");
        sync();

        assertThat(inbox.requests()).isEmpty();
        assertThat(place.resolve("lake/_caravan/notified")).doesNotExist();
    }

    @Test
    void a_good_day_is_silent() throws Exception {
        assertThat(sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(inbox.requests()).isEmpty();
        assertThat(place.resolve("lake/_caravan/notified")).doesNotExist();
    }

    @Test
    void a_webhook_in_a_file_that_was_replaced_is_told_at_its_new_address() throws Exception {
        Path file = Files.writeString(place.resolve("webhook"), inbox.url("/old"));
        app.set("caravan.notify.webhook", "")
                .set("caravan.notify.webhook-file", file.toString())
                .start();
        Files.writeString(file, inbox.url("/new") + "\n");
        refuse();
        sync();

        assertThat(inbox.requests()).isEqualTo(List.of("POST /new application/json"));
    }
}
