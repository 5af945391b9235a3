package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.cli.Engine;
import caravan.config.LogSettings;
import caravan.config.SecretsManagerServer;
import caravan.failure.Failure.Kind;
import caravan.notify.Inbox;
import caravan.store.S3Server;
import caravan.sync.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs with everything that can go wrong, every logger at TRACE: the keys are in nothing that is printed, shown or stored. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SecretsTest {
    private static final String NINE = event("2024-11-05 09:30:00.000001", 2);
    private static final Archives.Entry GOOD = entry("2024-11-05T09", 0, NINE);

    @TempDir
    Path place;

    @TempDir
    Path buckets;

    @TempDir
    Path keys;

    private PrintedForms printed;
    private App app;

    @BeforeEach
    void start() {
        app = new App(place)
                .since(App.LAST)
                .set("caravan.redelivery.tries", "2")
                .set("caravan.amplitude.api-key", Canary.API_KEY)
                .set("caravan.amplitude.secret-key", Canary.SECRET_KEY);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        if (printed != null) {
            printed.close();
        }
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Format.class)
    void no_failure_of_amplitude_or_of_an_archive_shows_a_key(LogSettings.Format format) throws Exception {
        printed = new PrintedForms(place, format);
        byte[] cut = Arrays.copyOf(GOOD.gz(), GOOD.gz().length - 4);
        List<byte[]> answers = List.of(
                RawAmplitude.text(401, "who?"),
                RawAmplitude.text(403, "no"),
                RawAmplitude.text(500, "oh"),
                RawAmplitude.text(500, "oh"),
                RawAmplitude.cut(Archives.with(GOOD).bytes()),
                new byte[0],
                RawAmplitude.whole("<html>".getBytes(StandardCharsets.US_ASCII)),
                RawAmplitude.archive(GOOD.holding(cut)),
                RawAmplitude.archive(GOOD),
                RawAmplitude.text(400, "too large"));
        try (RawAmplitude amplitude = new RawAmplitude(answers::get)) {
            app.set("caravan.amplitude.url", amplitude.url());
            startLoud(format == LogSettings.Format.TEXT);
            List<Kind> kinds = new ArrayList<>();
            for (int run = 0; run < 7; run++) {
                app.sync().failures().forEach(failure -> kinds.add(failure.kind()));
            }
            app.clock.advance(Duration.ofHours(1));
            app.sync().failures().forEach(failure -> kinds.add(failure.kind()));

            assertThat(amplitude.requests()).hasSize(10).allMatch(head -> head.contains(Canary.basic()));
            assertThat(kinds)
                    .startsWith(
                            Kind.REFUSED,
                            Kind.REFUSED,
                            Kind.SOURCE_AWAY,
                            Kind.SOURCE_AWAY,
                            Kind.CORRUPT,
                            Kind.CORRUPT,
                            Kind.OVERSIZE);
            printed.andOf(app).holdNoCanary();
        }
    }

    @Test
    void no_request_that_a_route_has_logged_shows_a_key() throws Exception {
        printed = new PrintedForms(place, LogSettings.Format.TEXT);
        Path routes = RouteYaml.copied(place);
        RouteYaml.edit(
                routes.resolve("40-fetch-export.camel.yaml"),
                "followRedirects: false",
                "followRedirects: false\n              logHttpActivity: true");
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.archive(GOOD))) {
            app.set("caravan.amplitude.url", amplitude.url()).onRoutes(routes);
            startLoud(false);
            app.sync();

            assertThat(amplitude.requests()).hasSize(1);
            printed.andOf(app).holdNoCanary();
        }
    }

    @Test
    void no_page_for_whoever_watches_shows_a_key() throws Exception {
        printed = new PrintedForms(place, LogSettings.Format.TEXT);
        byte[] refusal = RawAmplitude.text(403, "no");
        try (RawAmplitude amplitude = new RawAmplitude(number -> number == 0 ? RawAmplitude.archive(GOOD) : refusal)) {
            app.set("caravan.amplitude.url", amplitude.url());
            Observer observer = Observer.of(app);
            printed.loud();
            observer.engine().sync(Run.ofEverything());
            app.clock.advance(Duration.ofHours(1));
            observer.engine().sync(Run.ofEverything());

            assertThat(observer.get("health").body()).contains("refused").doesNotContain("Amplitude answered");
            Viewer viewer = Viewer.of(observer.engine()).knowing(1);
            for (String path : List.of(
                    "/",
                    "/api/status",
                    "/api/hours",
                    "/api/hours/default/" + App.LAST,
                    "/api/hours/default/" + App.LAST.plus(1),
                    "/api/letters",
                    "/api/running",
                    "/api/changes",
                    "/api/configuration",
                    "/api/session")) {
                Viewer.Seen seen = viewer.get(path);
                assertThat(seen.status()).as(path).isEqualTo(200);
                printed.andPage(path, seen.response().headers().map() + seen.body());
            }
            for (String path : List.of("health", "health/live", "health/ready", "metrics")) {
                printed.andPage(
                        path,
                        observer.get(path).headers().map() + observer.get(path).body());
            }
            printed.andOf(app).holdNoCanary();
        }
    }

    @Test
    void no_bug_shows_a_key() throws Exception {
        printed = new PrintedForms(place, LogSettings.Format.TEXT);
        Path routes = RouteYaml.copied(place);
        RouteYaml.edit(
                routes.resolve("60-land-entries.camel.yaml"),
                "- to: direct:put-object",
                "- throwException:\n            exceptionType: java.lang.IllegalStateException\n            message: a bug");
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.archive(GOOD))) {
            app.set("caravan.amplitude.url", amplitude.url()).onRoutes(routes);
            startLoud(false);
            Run run = app.sync();

            assertThat(run.failures()).extracting(failure -> failure.kind()).containsExactly(Kind.BUG);
            printed.andOf(app).holdNoCanary();
        }
    }

    @Test
    void no_answer_of_a_bucket_shows_a_key() throws Exception {
        printed = new PrintedForms(place, LogSettings.Format.TEXT);
        S3Server server = S3Server.over(buckets, Canary.S3_ACCESS_KEY, Canary.S3_SECRET_KEY);
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.archive(GOOD))) {
            app.set("caravan.amplitude.url", amplitude.url())
                    .set("caravan.store", "s3")
                    .set("caravan.s3.bucket", server.bucket())
                    .set("caravan.s3.endpoint", server.endpoint().toString())
                    .set("caravan.s3.access-key", Canary.S3_ACCESS_KEY)
                    .set("caravan.s3.secret-key", Canary.S3_SECRET_KEY);
            startLoud(false);
            assertThat(app.sync().failures()).isEmpty();
            printed.andOf(app).holdNoCanary();
            app.stop();

            app.set("caravan.s3.secret-key", "other ".strip() + Canary.S3_SECRET_KEY)
                    .set("caravan.s3.session-token", Canary.S3_TOKEN);
            startLoud(false);
            assertThat(app.sync().failures())
                    .extracting(failure -> failure.kind())
                    .containsExactly(Kind.STORE_REFUSED);
            printed.andOf(app).holdNoCanary();
            app.stop();
            server.close();

            startLoud(false);
            assertThat(app.sync().failures())
                    .extracting(failure -> failure.kind())
                    .containsExactly(Kind.STORE_AWAY);
            printed.andOf(app).holdNoCanary();
        } finally {
            server.close();
        }
    }

    @Test
    void no_file_and_no_vault_that_keys_come_from_shows_them_while_they_are_replaced() throws Exception {
        printed = new PrintedForms(place, LogSettings.Format.TEXT);
        Path file = Files.writeString(keys.resolve("api"), "another" + Canary.API_KEY + "\n");
        List<byte[]> answers =
                List.of(RawAmplitude.text(401, "who?"), RawAmplitude.text(403, "no"), RawAmplitude.archive(GOOD));
        try (SecretsManagerServer vault = new SecretsManagerServer().put("amplitude", Canary.SECRET_KEY);
                RawAmplitude amplitude = new RawAmplitude(answers::get)) {
            app = new App(place)
                    .since(App.LAST)
                    .set("caravan.amplitude.url", amplitude.url())
                    .set("caravan.amplitude.api-key-file", file.toString())
                    .set("caravan.amplitude.secret-key", "{{aws:amplitude}}")
                    .set("camel.vault.aws.uriEndpointOverride", vault.url());
            startLoud(true);
            Files.writeString(file, Canary.API_KEY);
            vault.put("amplitude", Canary.SECRET_KEY + " and what can be no key");
            assertThat(app.sync().failures())
                    .extracting(failure -> failure.kind())
                    .containsExactly(Kind.REFUSED);
            assertThat(app.sync().failures()).isEmpty();

            assertThat(amplitude.requests()).hasSize(3).last().asString().contains(Canary.basic());
            vault.put("amplitude", Canary.SECRET_KEY);
            printed.andOf(app).holdNoCanary();
        }
    }

    @Test
    void no_message_and_no_webhook_shows_its_address() throws Exception {
        printed = new PrintedForms(place, LogSettings.Format.TEXT);
        Inbox inbox = new Inbox();
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.text(403, "no"))) {
            app.set("caravan.amplitude.url", amplitude.url())
                    .set("caravan.notify.webhook", inbox.url("/" + Canary.WEBHOOK + "?token=" + Canary.WEBHOOK));
            startLoud(true);
            inbox.answer(404);
            app.sync();
            inbox.answer(200);
            app.sync();
            assertThat(inbox.texts()).hasSize(1);
            assertThat(inbox.requests()).hasSize(2).allMatch(request -> request.contains(Canary.WEBHOOK));
            inbox.close();
            app.clock.advance(Duration.ofDays(1));
            app.sync();

            printed.andOf(app).holdNoCanary();
        } finally {
            inbox.close();
        }
    }

    @Test
    void no_call_shows_a_token_whatever_comes_of_it() throws Exception {
        printed = new PrintedForms(place, LogSettings.Format.TEXT);
        Path token = Files.writeString(place.resolve("token"), Canary.HTTP_TOKEN);
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.archive(GOOD))) {
            app.set("caravan.amplitude.url", amplitude.url()).set("caravan.http.token-file", token.toString());
            printed.loud();
            Engine engine = app.bind(Engine.Life.SERVICE);
            engine.start();
            Caller right = new Caller(engine.address(), Canary.HTTP_TOKEN);
            Caller wrong = new Caller(engine.address(), Canary.HTTP_TOKEN + "x");

            List<Caller.Answered> answers = new ArrayList<>();
            answers.add(right.post("{\"last\": \"24h\"}"));
            answers.add(right.ended(answers.get(0).id()));
            answers.add(right.post("{\"nobody\": 1}"));
            answers.add(right.get("/api/runs/x"));
            answers.add(wrong.post("{}"));
            answers.add(new Caller(engine.address(), Canary.HTTP_TOKEN + ".b.c").post("{}"));
            Files.delete(token);
            answers.add(right.post("{}"));

            assertThat(answers).extracting(Caller.Answered::status).containsExactly(202, 200, 400, 404, 401, 401, 503);
            assertThat(answers.toString()
                            + answers.stream()
                                    .map(one -> one.response().headers())
                                    .toList())
                    .doesNotContain("cAnary");
            printed.andOf(app).holdNoCanary();
        }
    }

    private void startLoud(boolean whileItStarts) throws Exception {
        if (whileItStarts) {
            printed.loud();
        } else {
            printed.quiet();
        }
        app.start();
        printed.loud();
    }
}
