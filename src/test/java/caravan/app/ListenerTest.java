package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.cli.Engine;
import caravan.cli.RoutesRefused;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the service listens. */
class ListenerTest {
    @TempDir
    Path place;

    private App app;

    @BeforeEach
    void nobodyAtAmplitude() {
        app = new App(place).asks("http://127.0.0.1:1").since(App.LAST);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
    }

    @Test
    void the_service_says_that_it_lives() throws Exception {
        Engine engine = app.bind(Engine.Life.SERVICE);
        engine.start();

        HttpResponse<String> answer = get(engine.address().resolve("/observe/health/live"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"");
    }

    @Test
    void without_a_token_there_is_nothing_at_the_place_of_the_triggers() throws Exception {
        Engine engine = app.bind(Engine.Life.SERVICE);
        engine.start();

        assertThat(get(engine.address().resolve("/api/runs")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_port_that_somebody_has_is_refused_by_the_name_of_its_key() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            app.set("caravan.http.address", address);

            assertThatThrownBy(() -> app.bind(Engine.Life.SERVICE))
                    .isInstanceOf(RoutesRefused.class)
                    .hasMessageContaining("caravan.http.address = '" + address + "'")
                    .hasMessageContaining("nothing was started");
        }
    }

    @Test
    void a_command_that_ends_by_itself_listens_nowhere() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            app.set("caravan.http.address", "127.0.0.1:" + taken.getLocalPort());

            assertThat(app.start().camel().isStarted()).isTrue();
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
