package caravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Configuration;
import caravan.config.Home;
import caravan.config.Settings;
import caravan.config.StoreKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/kubernetes/base/application.properties, read as Caravan reads it in a pod that has the Secret of the README. */
class ClusterPropertiesTest {
    @TempDir
    Path caravan;

    private String text;

    @BeforeEach
    void mount() throws Exception {
        Path secrets = Files.createDirectory(caravan.resolve("secrets"));
        for (String key :
                List.of("amplitude-api-key", "amplitude-secret-key", "s3-access-key", "s3-secret-key", "http-token")) {
            Files.writeString(secrets.resolve(key), key + "-of-the-cluster-and-long-enough");
        }
        Files.writeString(secrets.resolve("webhook"), "https://hooks.example.com/services/a-path");
        text = Files.readString(Overlay.KUBERNETES.resolve("base/application.properties"))
                .replace("/caravan/", caravan + "/");
    }

    private Settings settings() throws Exception {
        Files.writeString(caravan.resolve("application.properties"), text);
        return Configuration.load(Map.of(), Map.of(), new Home(caravan, caravan), Clock.systemUTC())
                .settings();
    }

    @Test
    void they_are_a_configuration_as_they_stand() throws Exception {
        assertThat(settings().store()).isEqualTo(StoreKind.S3);
        assertThat(settings().projects()).hasSize(1);
        assertThat(settings().httpTokenFile()).isEmpty();
    }

    @Test
    void they_are_one_with_all_that_is_offered_in_comments() throws Exception {
        text = text.replace("#caravan.", "caravan.");
        assertThat(settings().store()).isEqualTo(StoreKind.S3);
        assertThat(settings().httpTokenFile()).isPresent();
    }

    @Test
    void they_take_no_store_on_which_two_pods_are_not_safe() throws Exception {
        assertThat(settings().replicas()).isEqualTo(2);
    }
}
