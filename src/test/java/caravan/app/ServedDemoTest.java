package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a demo serves tells commands as the demo has them: its hours are exported by the demo alone. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ServedDemoTest {
    @TempDir
    Path place;

    @Test
    void commands_are_the_demos() throws Exception {
        try (Simulator amplitude = Simulator.start(SimulatedProject.small().withVolume(6, 2));
                App app = Caller.letInTo(new App(place, amplitude).since(App.LAST))) {
            amplitude.answer(Asked.always(Trouble.tooLarge()));
            Engine engine = app.bind(Engine.Life.DEMO);
            engine.start();
            Viewer viewer = Viewer.of(engine);

            JsonNode status = viewer.until(
                            "/api/status", json -> json.at("/projects/0/person").asInt() == 1)
                    .json();
            JsonNode story = viewer.get("/api/hours/default/" + App.LAST).json();
            JsonNode letters = viewer.get("/api/letters").json();

            assertThat(status.path("demo").asBoolean()).isTrue();
            for (JsonNode commands : new JsonNode[] {story.at("/next/commands"), letters.at("/letters/0/commands")}) {
                assertThat(commands.toString()).contains("./caravan demo").doesNotContain("./caravan sync");
            }
        }
    }
}
