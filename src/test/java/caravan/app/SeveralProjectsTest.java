package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.sync.Run;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several Amplitude projects in one process: each with its own address, keys and ledger, and none in another's way. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SeveralProjectsTest {
    private static final SimulatedProject WEB = SimulatedProject.small().withVolume(6, 2);
    private static final SimulatedProject SHOP = new SimulatedProject(
            300_200_100,
            "shop-key",
            "shop-secret",
            7,
            SimulatedProject.ALWAYS,
            Optional.empty(),
            6,
            2,
            SimulatedProject.FOUR_GB);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-1), App.LAST);

    @TempDir
    Path place;

    private Simulator web;
    private Simulator shop;
    private App app;

    @BeforeEach
    void start() throws Exception {
        web = Simulator.start(WEB);
        shop = Simulator.start(SHOP);
        app = new App(place)
                .since(HOURS.first())
                .asks("web", web)
                .asks("shop", shop)
                .set("caravan.projects.shop.api-key", SHOP.apiKey())
                .set("caravan.projects.shop.secret-key", SHOP.secretKey());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        web.close();
        shop.close();
    }

    @Test
    void each_is_asked_at_its_own_address_with_its_own_keys_and_lands_in_its_own_ledger() throws Exception {
        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Asked.all(web)).containsExactly(Asked.line(HOURS.first(), HOURS.last(), 200));
        assertThat(Asked.all(shop)).containsExactly(Asked.line(HOURS.first(), HOURS.last(), 200));
        new Arrivals(app.store()).of("web", WEB, HOURS).of("shop", SHOP, HOURS).andNothingElse();
        assertThat(app.ledger("web").projectObject().orElseThrow().amplitudeId())
                .isEqualTo("100200300");
        assertThat(app.ledger("shop").projectObject().orElseThrow().amplitudeId())
                .isEqualTo("300200100");
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void one_that_is_refused_touches_no_other() throws Exception {
        web.answer(Asked.always(Trouble.forbidden()));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.REFUSED);
        new Arrivals(app.store())
                .of("shop", SHOP, HOURS)
                .and("_caravan/projects/web.json")
                .andNothingElse();
    }

    @Test
    void one_whose_ledger_is_anothers_touches_no_other() throws Exception {
        app.asks("web", web)
                .set("caravan.projects.web.url", web.url().toString().replace("127.0.0.1", "localhost"));
        app.start();
        app.ledger("web").fix(now -> new ProjectObject(1, "web", App.LAST, "amplitude.com", "1", ObjectKeys.DEFAULT));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(web.requests()).isEmpty();
        new Arrivals(app.store())
                .of("shop", SHOP, HOURS)
                .and("_caravan/projects/web.json")
                .andNothingElse();
    }
}
