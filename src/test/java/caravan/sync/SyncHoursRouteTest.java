package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.archive.DiskFault;
import caravan.failure.DeadLetters;
import caravan.failure.ExitCode;
import caravan.failure.FailureTable;
import caravan.failure.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code routes/20-sync-hours.camel.yaml} where the run cannot be shared out among the projects. */
class SyncHoursRouteTest extends CamelTestSupport {
    @TempDir
    Path place;

    private static final TestClock CLOCK = TestClock.at("2026-11-01T09:00:00Z");

    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    /** Stands for {@link Syncs}, with a spool that cannot be used. */
    public static final class BrokenSyncs {
        public Run begin(Object body) {
            return (Run) body;
        }

        public List<Syncs.Share> shares(Run run) throws IOException {
            throw new DiskFault("the spool of run " + run.id() + " is gone", null);
        }

        public ProjectRun open(Syncs.Share share) {
            throw new AssertionError("there is no share");
        }

        public void finish(ProjectRun project) {
            throw new AssertionError("there is no share");
        }
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Properties properties = new Properties();
        properties.put("caravan.downloads", "1");
        context.getPropertiesComponent().setOverrideProperties(properties);
        context.getRegistry().bind("syncs", new BrokenSyncs());
        context.getRegistry().bind("turns", new Turns(CLOCK));
        context.getRegistry()
                .bind(
                        "failures",
                        new Failures(
                                new FailureTable(),
                                project -> java.util.Optional.empty(),
                                new Cases(new DeadLetters(place.resolve("letters"), Duration.ofDays(1), CLOCK), CLOCK),
                                new Journal(place)::failed,
                                CLOCK));
        context.getRegistry().bind("projects", threads);
        context.getRegistry().bind("windows", threads);
        for (String file : List.of("20-sync-hours", "warehouses/none")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/" + file + ".camel.yaml"));
        }
        return context;
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void a_run_that_cannot_begin_ends_with_its_failure_and_does_not_throw() {
        Run run = Run.ofEverything();

        Run ended = template.requestBody("direct:sync-hours", run, Run.class);

        assertThat(ended).isSameAs(run);
        assertThat(run.failures()).singleElement().asString().contains("the spool of run " + run.id() + " is gone");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DISK);
    }

    @Test
    void a_run_that_failed_gives_its_turn_back() {
        template.requestBody("direct:sync-hours", Run.ofEverything(), Run.class);

        Run second = template.requestBody("direct:sync-hours", Run.ofEverything(), Run.class);

        assertThat(second.startedAt()).contains(CLOCK.instant());
        assertThat(second.finishedAt()).contains(CLOCK.instant());
    }
}
