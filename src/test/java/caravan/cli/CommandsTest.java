package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Command.Ended;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import caravan.hour.Hour;
import caravan.notify.Inbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people and scripts meet them: a process in a folder of its own, configured by its environment and files. */
class CommandsTest {
    @TempDir
    Path folder;

    private Simulator amplitude;

    private final Map<String, String> environment = new HashMap<>();
    private List<String> options = List.of();

    @BeforeEach
    void start() throws IOException {
        amplitude = Simulator.start(SimulatedProject.small().withVolume(5, 1));
    }

    @AfterEach
    void stop() {
        amplitude.close();
    }

    private Command command() {
        return new Command(folder, options, environment);
    }

    private Process started(String... arguments) throws IOException {
        return command()
                .process(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Ended caravan(String... arguments) throws Exception {
        return command().run(arguments);
    }

    private void configure(String... more) throws IOException {
        configureWith(SimulatedProject.small().secretKey(), more);
    }

    private void configureWith(String secretKey, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "AMP_API_KEY=" + SimulatedProject.small().apiKey(),
                "AMP_SECRET_KEY=" + secretKey,
                "AMP_BASE_URL=" + amplitude.url()));
        lines.addAll(List.of(more));
        Files.write(folder.resolve(".env"), lines);
    }

    private List<String> objects() {
        try (Stream<Path> files = Files.walk(folder.resolve("data/lake/events"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sync_lands_what_is_due_and_a_second_one_asks_for_nothing() throws Exception {
        configure();

        Ended first = caravan("sync", "--yesterday");
        int asked = amplitude.requests().size();
        Ended second = caravan("sync", "--yesterday");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).as("stdout is for data").isEmpty();
        assertThat(first.err()).contains("0 still due").contains("to=landed");
        assertThat(objects()).isNotEmpty();
        assertThat(second.code()).isZero();
        assertThat(second.err()).contains("nothing was due");
        assertThat(amplitude.requests()).hasSize(asked);
    }

    @Test
    void a_duration_in_the_environment_is_to_the_routes_what_it_is_to_the_configuration() throws Exception {
        configure("CARAVAN_REDELIVERY_TRIES=2", "CARAVAN_REDELIVERY_MAX_DELAY=PT0.02S");
        environment.put("CARAVAN_REDELIVERY_DELAY", "PT0.01S");
        amplitude.answer(window -> Optional.of(Trouble.internalError()));

        Ended sync = caravan("sync", "--yesterday");

        assertThat(sync.code()).as(sync.err()).isEqualTo(75);
        assertThat(amplitude.requests()).hasSizeGreaterThan(1);
    }

    @Test
    void status_why_verify_plan_and_reopen_speak_of_what_sync_did() throws Exception {
        configure("CARAVAN_GRACE=PT0S");
        assertThat(caravan("sync", "--yesterday").code()).isZero();
        String hour = objects().get(0).replaceAll(".*date=(.{10})/hour=(\\d\\d)/.*", "$1T$2");

        assertThat(caravan("status", "--yesterday").out())
                .contains("project default")
                .contains(hour.substring(0, 10));
        assertThat(caravan("status", "--json", "--yesterday").out())
                .startsWith("{\"projects\":[{\"project\":\"default\"");
        assertThat(caravan("why", hour).out()).contains("hour " + hour + " of project default: landed");
        assertThat(caravan("verify", "--yesterday").out()).contains("byte for byte");
        assertThat(caravan("reopen", "--from", hour, "--to", hour).out()).contains("1 hour reopened");
        assertThat(caravan("plan", "--from", hour, "--to", hour).out()).contains("1 hour due in 1 request");
    }

    @Test
    void reload_brings_back_what_verify_misses_from_kept_archives_with_amplitude_away() throws Exception {
        configure("CARAVAN_GRACE=PT0S", "CARAVAN_ARCHIVE_KEEP=store", "CARAVAN_ARCHIVE_PREFIX=export/");
        assertThat(caravan("sync", "--yesterday").code()).isZero();
        Path lost = Path.of(objects().get(0));
        byte[] bytes = Files.readAllBytes(lost);
        Files.delete(lost);
        amplitude.close();
        Ended verify = caravan("verify", "--yesterday");

        Ended reload = caravan("reload", "--from-archive", "--yesterday");

        assertThat(verify.code()).isEqualTo(65);
        assertThat(verify.out()).contains("./caravan reload --from-archive --project default --from ");
        assertThat(reload.code()).as(reload.err()).isZero();
        assertThat(reload.err()).contains("1 restored (1 object put again)", "0 requests to Amplitude");
        assertThat(lost).hasBinaryContent(bytes);
        assertThat(caravan("verify", "--yesterday").code()).isZero();
        assertThat(caravan("reload", "--yesterday")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(64);
            assertThat(ended.err()).contains("--from-archive");
        });
        assertThat(caravan("reload", "--from-archive", "--yesterday", "--set", "caravan.archive.keep=none"))
                .satisfies(ended -> {
                    assertThat(ended.code()).isEqualTo(64);
                    assertThat(ended.err()).contains("caravan.archive.keep is none");
                });
    }

    @Test
    void two_shards_do_the_work_of_one_sync_and_plan_tells_the_share_of_each() throws Exception {
        // Of yesterday the last hours are not exportable in the first hours of a day.
        String day =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(2).toString();
        configure("CARAVAN_WINDOW=8");
        Ended plan = caravan("plan", "--from", day, "--to", day, "--shard", "0/2");
        environment.put("JOB_COMPLETION_INDEX", "1");
        Ended planned = caravan("plan", "--from", day, "--to", day, "--shard", "/2");
        Ended second = caravan("sync", "--from", day, "--to", day, "--shard", "/2");
        environment.remove("JOB_COMPLETION_INDEX");
        Ended first = caravan("sync", "--from", day, "--to", day, "--shard", "0/2");

        assertThat(plan.out() + planned.out())
                .contains("shard 0/2: what follows is of its hours only")
                .contains("shard 1/2: what follows is of its hours only")
                .contains("16 hours due in 2 requests")
                .contains("8 hours due in 1 request");
        assertThat(first.code() + second.code()).as(first.err() + second.err()).isZero();
        assertThat(first.err()).contains("shard 0/2: ").contains(" 0 still due");
        assertThat(second.err()).contains("shard 1/2: ").contains(" 0 still due");
        assertThat(amplitude.requests()).hasSize(3);
        assertThat(caravan("sync", "--from", day, "--to", day).err()).contains("nothing was due");
    }

    @Test
    void an_index_of_a_job_without_a_number_of_shards_is_a_usage_error_before_anything_is_asked() throws Exception {
        configure();
        environment.put("JOB_COMPLETION_INDEX", "1");

        Ended sync = caravan("sync", "--yesterday");

        assertThat(sync.code()).isEqualTo(64);
        assertThat(sync.err()).contains("give --shard /N").contains("nothing was begun");
        assertThat(amplitude.requests()).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void verify_tells_of_an_object_that_is_not_what_its_record_says() throws Exception {
        configure();
        caravan("sync", "--yesterday");
        Files.writeString(Path.of(objects().get(0)), "{}\n");

        Ended verify = caravan("verify", "--yesterday");

        assertThat(verify.code()).isEqualTo(65);
        assertThat(verify.out())
                .contains(Path.of(objects().get(0)).getFileName().toString())
                .contains("./caravan reopen");
    }

    @Test
    void a_sync_of_an_hour_that_is_put_off_says_so_and_exits_with_65() throws Exception {
        configure("CARAVAN_START=2026-01-05T07");
        Path note = folder.resolve("data/lake/_caravan/notes/default/2026-01-05/07.json");
        Files.createDirectories(note.getParent());
        Files.writeString(note, """
                {"schema": 1, "project": "default", "hour": "2026-01-05T07", "kind": "oversize", "reason": "too large",
                 "since": "2026-01-05T12:00:00Z", "attempts": 1, "nextTry": "9999-01-01T00:00:00Z"}""");

        Ended sync = caravan("sync", "--from", "2026-01-05T07", "--to", "2026-01-05T07");

        assertThat(sync.code()).as(sync.err()).isEqualTo(65);
        assertThat(sync.err())
                .contains("1 still due")
                .contains("2026-01-05T07: too large")
                .doesNotContain("could not begin");
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void wrong_keys_are_refused_with_77_and_nothing_lands() throws Exception {
        configureWith("not-it-at-all");

        Ended sync = caravan("sync", "--yesterday");

        assertThat(sync.code()).isEqualTo(77);
        assertThat(sync.err()).contains("403").contains("key, region or URL").doesNotContain("not-it-at-all");
        assertThat(folder.resolve("data/lake/events")).doesNotExist();
    }

    @Test
    void why_and_status_tell_what_failed_where_there_is_no_note() throws Exception {
        configureWith("not-it-at-all");
        caravan("sync", "--yesterday");
        String hour = LocalDate.now(ZoneOffset.UTC).minusDays(1) + "T05";

        Ended why = caravan("why", hour);
        Ended status = caravan("status", "--yesterday");
        Ended json = caravan("status", "--yesterday", "--json");

        assertThat(why.out())
                .contains(": due, needs a person")
                .contains("failures  refused, once, ")
                .contains("Amplitude answered 403")
                .doesNotContain("not-it-at-all");
        assertThat(status.out()).contains(" refused: Amplitude answered 403");
        assertThat(json.out()).contains("\"kind\":\"refused\",\"reason\":\"Amplitude answered 403");
    }

    @Test
    void letters_are_listed_with_their_commands_and_go_when_they_are_purged() throws Exception {
        configure();
        Path dead = folder.resolve("data/dead-letters");
        DeadLetters letters = new DeadLetters(dead, Duration.ofDays(30), Clock.systemUTC());
        Hour hour = Hour.parse("2026-11-01T05");
        letters.write(
                DeadLetter.of("default", hour, DeadLetter.Kind.OVERSIZE, "Amplitude answered 400", Instant.now()));
        letters.write(DeadLetter.of("gone", hour, DeadLetter.Kind.BUG, "x".repeat(99), Instant.now()), "trace");
        Files.writeString(dead.resolve("gone-2026-11-01T05-corrupt-00000000.json"), "{");

        Ended listed = caravan("letters");
        Ended json = caravan("letters", "--project", "default", "--json");
        Ended purged = caravan("letters", "--project", "gone", "--purge");
        Ended unknown = caravan("letters", "--project", "defalt");
        Ended rest = caravan("letters", "--purge");
        Ended none = caravan("letters");

        assertThat(listed.code()).isZero();
        assertThat(listed.out())
                .contains("2026-11-01T05  oversize          1   0 min\n    Amplitude answered 400\n"
                        + "    ./caravan reopen --project default --from 2026-11-01T05 --to 2026-11-01T05\n"
                        + "    ./caravan sync --project default --from 2026-11-01T05 --to 2026-11-01T05\n")
                .contains(
                        "payload gone-2026-11-01T05-bug-",
                        "-00000000.json\n    cannot be read",
                        "3 dead letters in " + dead)
                .doesNotContain("x".repeat(80));
        assertThat(json.out())
                .startsWith("{\"letters\":[{\"schema\":1,\"id\":\"default-2026-11-01T05-oversize-")
                .endsWith("}],\"damaged\":[]}\n");
        assertThat(purged.err())
                .contains("2 dead letters removed, with payloads; a case that still holds is written again");
        assertThat(unknown.code()).isEqualTo(64);
        assertThat(rest.out()).contains("1 dead letter in ").doesNotContain("gone-");
        assertThat(none.out()).isEqualTo("no dead letters in " + dead + "\n");
        assertThat(none.code()).isZero();
        assertThat(dead).isEmptyDirectory();
    }

    @Test
    void a_configuration_with_several_mistakes_is_refused_with_78_naming_each() throws Exception {
        Files.write(folder.resolve(".env"), List.of("AMP_API_KEY=a", "CARAVAN_WINDOWS=3", "CARAVAN_GRACE=soon"));

        Ended sync = caravan("sync");

        assertThat(sync.code()).isEqualTo(78);
        assertThat(sync.err())
                .contains("CARAVAN_WINDOW", "soon", "AMP_SECRET_KEY", "./caravan init asks for Amplitude's keys");
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_command_line_that_says_nothing_possible_is_refused_with_64() throws Exception {
        configure();

        Ended unknown = caravan("snyc");
        Ended both = caravan("sync", "--last", "2d", "--yesterday");
        Ended project = caravan("sync", "--project", "other");

        assertThat(unknown.code()).isEqualTo(64);
        assertThat(unknown.err()).contains("sync");
        assertThat(both.code()).isEqualTo(64);
        assertThat(project.code()).isEqualTo(64);
        assertThat(project.err()).contains("default");
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void check_finds_what_is_good_and_prints_no_secret() throws Exception {
        configure();

        Ended check = caravan("check");

        assertThat(check.code()).as(check.out() + check.err()).isZero();
        assertThat(check.out())
                .contains("***")
                .contains("the keys work")
                .contains("nothing is wrong")
                .contains("conditional writes are honoured")
                .doesNotContain(SimulatedProject.small().secretKey());
        try (Stream<Path> left = Files.walk(folder.resolve("data/lake"))) {
            assertThat(left.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .as("but for the store's lock nothing is left")
                    .allMatch(name -> name.equals(".lock"));
        }
    }

    @Test
    void check_sends_a_test_message_only_when_asked_to_and_prints_nothing_of_the_webhook() throws Exception {
        try (Inbox inbox = new Inbox()) {
            configure("CARAVAN_NOTIFY_WEBHOOK=" + inbox.url("/cAnary"));
            Ended silent = caravan("check");
            assertThat(silent.out()).contains("notifications", "a webhook is set; nothing was sent");
            assertThat(inbox.requests()).isEmpty();

            Ended check = caravan("check", "--notify");
            assertThat(check.code()).as(check.out() + check.err()).isZero();
            assertThat(check.out()).contains("the webhook took a test message");
            assertThat(inbox.texts()).singleElement().asString().startsWith("Caravan tries this webhook");

            inbox.answer(404);
            Ended refused = caravan("check", "--notify");
            assertThat(refused.code()).isEqualTo(77);
            assertThat(refused.out()).contains("the webhook answered 404");
            assertThat(silent.out() + check.out() + check.err() + refused.out() + refused.err())
                    .doesNotContain("cAnary");
        }
    }

    @Test
    void check_names_every_finding_with_what_to_do_and_goes_on_after_the_first() throws Exception {
        configureWith("canary", "AWS_BUCKET_NAME=lake", "AWS_ENDPOINT_URL=http://127.0.0.1:1", "AWS_ACCESS_KEY=a");
        environment.put("AWS_SECRET_KEY", "canary");
        Files.writeString(folder.resolve("file"), "no folder");
        environment.put("CARAVAN_SPOOL_DIRECTORY", "file/spool");

        Ended check = caravan("check");

        assertThat(check.code()).isEqualTo(77);
        assertThat(check.out())
                .containsSubsequence(
                        "is open to other users of this machine: chmod 600",
                        "WRONG   spool",
                        "set caravan.spool.directory",
                        "unseen  well written; not started",
                        "WRONG   not as it must be",
                        "WRONG   the keys are refused with 403",
                        "something is wrong")
                .doesNotContain("canary");
    }

    @Test
    void init_without_a_terminal_names_all_that_is_missing_and_writes_nothing() throws Exception {
        Ended init = caravan("init");

        assertThat(init.code()).isEqualTo(64);
        assertThat(init.err()).contains("AMP_API_KEY and AMP_SECRET_KEY", "nothing was written");
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void init_without_a_terminal_takes_all_from_the_environment_writes_it_and_checks_it() throws Exception {
        environment.put("AMP_API_KEY", SimulatedProject.small().apiKey());
        environment.put("AMP_SECRET_KEY", SimulatedProject.small().secretKey());
        environment.put("AMP_BASE_URL", amplitude.url().toString());

        Ended init = caravan("init");
        environment.clear();

        assertThat(init.code()).as(init.out() + init.err()).isZero();
        assertThat(init.out())
                .contains("taken from environment variable AMP_API_KEY", "nothing is wrong")
                .doesNotContain(SimulatedProject.small().secretKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(caravan("check").code()).isZero();
    }

    @Test
    void init_with_wrong_keys_and_nobody_to_ask_is_refused_and_writes_nothing() throws Exception {
        environment.put("AMP_API_KEY", SimulatedProject.small().apiKey());
        environment.put("AMP_SECRET_KEY", "canary");
        environment.put("AMP_BASE_URL", amplitude.url().toString());

        Ended init = caravan("init");

        assertThat(init.code()).isEqualTo(77);
        assertThat(init.out() + init.err())
                .contains("the keys are refused with 403", "change it there", "nothing was written")
                .doesNotContain("canary");
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void a_demo_with_trouble_has_an_hour_for_a_person_one_for_later_and_an_outage() throws Exception {
        Ended demo = caravan("demo", "--hours", "30", "--events", "5", "--trouble", "--set", "caravan.warehouse=none");

        assertThat(demo.code()).as(demo.err()).isEqualTo(65);
        assertThat(demo.out()).contains("2 still due");
        assertThat(caravan("letters", "--demo").out()).contains("oversize");
    }

    @Test
    void demo_needs_no_configuration_and_reads_none() throws Exception {
        Files.writeString(folder.resolve(".env"), "CARAVAN_WINDOWS=nonsense\n");

        Ended demo = caravan("demo", "--hours", "6", "--events", "5");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains("nothing leaves this machine")
                .contains("0 still due")
                .contains("data/demo");
        assertThat(folder.resolve("data/demo/lake/_caravan/projects/demo.json")).exists();
        assertThat(caravan("status", "--demo", "--last", "9h").out())
                .contains("project demo")
                .contains("0 due");
    }

    @Test
    void a_log_file_a_run_is_written_where_asked() throws Exception {
        configure("CARAVAN_LOG_DIRECTORY=logs", "CARAVAN_LOG_FORMAT=json");

        caravan("sync", "--yesterday");

        try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
            assertThat(logs).singleElement().satisfies(log -> assertThat(Files.readAllLines(log))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}")));
        }
    }

    private Path copiedRoutes() throws IOException {
        Path routes = folder.resolve("routes");
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, routes.resolve(Path.of("routes").relativize(file).toString()));
            }
        }
        return routes;
    }

    private static void edit(Path file, String was, String is) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(was);
        Files.writeString(file, text.replace(was, is));
    }

    @Test
    void check_finds_a_method_that_no_bean_has_by_starting_the_routes() throws Exception {
        configure();
        edit(copiedRoutes().resolve("40-fetch-export.camel.yaml"), "method: takeUp", "method: takeUpp");

        Ended check = caravan("check");

        assertThat(check.code()).isEqualTo(78);
        assertThat(check.out()).contains("takeUpp");
        assertThat(amplitude.requests()).as("no export").allMatch(request -> request.start()
                .startsWith("2014"));
    }

    @Test
    void what_the_launcher_has_noted_of_classes_is_a_sync_into_a_folder_and_one_into_a_bucket() throws Exception {
        options = List.of("-Dcaravan.training=true");

        Ended run = caravan();

        assertThat(run.code()).isZero();
        // The simulated project has a quiet hour each night, which is one of the last two now and then.
        assertThat(run.out()).matches("(?s)(.*(2 hours landed, 0|1 hour landed, 1) empty, 0 still due){2}.*");
        assertThat(run.err()).doesNotContain("WARN");
    }

    @Test
    void the_service_does_not_begin_with_a_misspelt_option() throws Exception {
        configure();
        edit(copiedRoutes().resolve("40-fetch-export.camel.yaml"), "followRedirects", "folowRedirects");

        Ended run = caravan("run");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).contains("folowRedirects", "nothing was started").doesNotContain("caravan init");
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_sync_that_is_told_to_stop_asks_for_nothing_more() throws Exception {
        configure("CARAVAN_WINDOW=1", "CARAVAN_DOWNLOADS=1");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        amplitude.answer(window -> {
            asked.countDown();
            await(stopped);
            return Optional.empty();
        });
        Process process = started("sync", "--yesterday");
        try {
            await(asked);
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("ended while Amplitude is silent")
                    .isTrue();
        } finally {
            stopped.countDown();
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(amplitude.requests()).hasSizeLessThanOrEqualTo(1);
        assertThat(objectsIfAny()).isEmpty();
    }

    @Test
    void a_service_that_is_told_to_stop_says_so_and_ends() throws Exception {
        configure("CARAVAN_LOG_DIRECTORY=logs");
        CountDownLatch asked = new CountDownLatch(1);
        amplitude.answer(window -> {
            asked.countDown();
            return Optional.empty();
        });
        Process process = started("run");
        try {
            await(asked);
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(143);
        try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
            assertThat(logs).singleElement().satisfies(log -> assertThat(Files.readString(log))
                    .contains("told to stop")
                    .contains("due at the next start"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> objectsIfAny() {
        return Files.exists(folder.resolve("data/lake/events")) ? objects() : List.of();
    }
}
