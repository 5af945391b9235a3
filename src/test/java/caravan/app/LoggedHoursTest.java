package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.hour.HourRange;
import caravan.sync.Run;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Each line of the log says of which project, run and hour it is, whoever writes it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LoggedHoursTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(12, 4);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-23), App.LAST);
    private static final Pattern HOUR = Pattern.compile("\\bhour=(\\S+)");

    @TempDir
    Path place;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.getMDCPropertyMap();
            event.getThreadName();
            synchronized (list) {
                list.add(event);
            }
        }
    };
    private Level before;
    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude)
                .since(HOURS.first())
                .set("caravan.window", "12")
                .set("caravan.downloads", "2");
        before = root.getLevel();
        root.setLevel(Level.INFO);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() throws Exception {
        root.detachAppender(lines);
        root.setLevel(before);
        app.close();
        amplitude.close();
    }

    private List<ILoggingEvent> lines() {
        synchronized (lines.list) {
            return List.copyOf(lines.list);
        }
    }

    /** A line of the route's own, in a thread that unpacks and puts, and those of hours that fail and land. */
    @Test
    void no_line_of_an_hour_carries_another_one_while_many_land_at_once() throws Exception {
        Path routes = RouteYaml.copied(place);
        RouteYaml.edit(
                routes.resolve("60-land-entries.camel.yaml"),
                "- to: direct:put-object",
                "- log:\n            message: \"entry of hour=${variable.hour.hour()}\"\n        - to: direct:put-object");

        Run run = app.onRoutes(routes).sync();

        List<ILoggingEvent> ofHours = lines().stream()
                .filter(line -> HOUR.matcher(line.getFormattedMessage()).find())
                .toList();
        assertThat(ofHours.stream().filter(line -> line.getFormattedMessage().startsWith("entry of")))
                .as("of entries")
                .hasSizeGreaterThanOrEqualTo(48);
        assertThat(ofHours.stream().map(ILoggingEvent::getThreadName).distinct())
                .as("threads")
                .hasSizeGreaterThan(4);
        assertThat(ofHours).allSatisfy(line -> {
            Matcher hour = HOUR.matcher(line.getFormattedMessage());
            assertThat(hour.find()).isTrue();
            assertThat(line.getMDCPropertyMap())
                    .isEqualTo(Map.of("project", "default", "run", run.id(), "hour", hour.group(1)));
        });
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void a_line_of_a_project_says_which_run_and_no_hour() throws Exception {
        Run run = app.sync();

        assertThat(lines())
                .filteredOn(line -> line.getFormattedMessage().contains("since="))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.getMDCPropertyMap()).isEqualTo(Map.of("project", "default", "run", run.id())));
    }

    @Test
    void a_request_that_is_repeated_says_for_which_project_and_run() throws Exception {
        amplitude.answer(Asked.always(Trouble.internalError()));

        Run run = app.set("caravan.redelivery.tries", "2").sync();

        assertThat(lines())
                .filteredOn(line -> line.getFormattedMessage().startsWith("try "))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("project", "default")
                        .containsEntry("run", run.id()));
    }

    @Test
    void a_second_run_has_its_own_name_on_the_same_threads() throws Exception {
        amplitude.answer(Asked.always(Trouble.forbidden()));
        app.sync();
        amplitude.answer(Asked.never());
        int first = lines().size();

        Run second = app.sync(new Run(Optional.empty(), Optional.empty()));

        assertThat(lines().subList(first, lines().size()))
                .filteredOn(line -> line.getMDCPropertyMap().containsKey("run"))
                .hasSizeGreaterThan(24)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).containsEntry("run", second.id()));
    }
}
