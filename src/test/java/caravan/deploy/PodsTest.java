package caravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every pod of deploy/kubernetes, whatever it runs. */
class PodsTest {
    private static final Path ROUTES = Path.of("routes");
    private static final int SHUTDOWN_OF_CAMEL = 30;

    private static Container container(PodSpec pod) {
        return pod.getContainers().get(0);
    }

    private static Volume volume(PodSpec pod, String mountPath) {
        List<String> names = container(pod).getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(mountPath))
                .map(VolumeMount::getName)
                .toList();
        assertThat(names).as(mountPath).hasSize(1);
        return pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals(names.get(0)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "cronjob", "backfill"})
    void is_nobody_and_can_become_nobody_else(String overlay) throws IOException {
        PodSpec pod = Overlay.of(overlay).pod();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container(pod).getSecurityContext().getAllowPrivilegeEscalation())
                .isFalse();
        assertThat(container(pod).getSecurityContext().getCapabilities().getDrop())
                .containsExactly("ALL");
        assertThat(container(pod).getSecurityContext().getCapabilities().getAdd())
                .isEmpty();
        assertThat(container(pod).getSecurityContext().getPrivileged()).isNull();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getHostNetwork()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "cronjob", "backfill"})
    void writes_only_into_folders_that_are_bounded(String overlay) throws IOException {
        PodSpec pod = Overlay.of(overlay).pod();
        assertThat(container(pod).getSecurityContext().getReadOnlyRootFilesystem())
                .isTrue();
        assertThat(writable(pod)).containsExactlyInAnyOrder("/caravan/data", "/tmp");
        BigDecimal written = BigDecimal.ZERO;
        for (String path : writable(pod)) {
            written = written.add(bytes(volume(pod, path).getEmptyDir().getSizeLimit()));
        }
        assertThat(bytes(container(pod).getResources().getLimits().get("ephemeral-storage")))
                .isGreaterThanOrEqualTo(written);
    }

    private static List<String> writable(PodSpec pod) {
        return container(pod).getVolumeMounts().stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .map(VolumeMount::getMountPath)
                .toList();
    }

    private static BigDecimal bytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "cronjob", "backfill"})
    void says_what_it_needs_and_has_time_to_end(String overlay) throws IOException {
        PodSpec pod = Overlay.of(overlay).pod();
        assertThat(container(pod).getResources().getRequests()).containsKeys("cpu", "memory", "ephemeral-storage");
        assertThat(container(pod).getResources().getLimits()).containsKeys("cpu", "memory", "ephemeral-storage");
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(SHUTDOWN_OF_CAMEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "cronjob", "backfill"})
    void has_every_route_file_of_this_repository_where_it_is_here(String overlay) throws IOException {
        Overlay built = Overlay.of(overlay);
        Map<String, String> mounted = new TreeMap<>();
        for (VolumeProjection source :
                volume(built.pod(), "/caravan/routes").getProjected().getSources()) {
            mounted.putAll(files(source.getConfigMap(), built.configMaps()));
        }
        Map<String, String> here = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROUTES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .toList()) {
                here.put(ROUTES.relativize(file).toString(), Files.readString(file));
            }
        }
        assertThat(mounted.keySet())
                .as("routes/kustomization.yaml and, for a file in a folder, the volume routes of each overlay name")
                .isEqualTo(here.keySet());
        assertThat(mounted).isEqualTo(here);
    }

    /** Path → content, of what a projection shows; as the kubelet does it, without items every key under its own name. */
    private static Map<String, String> files(ConfigMapProjection shown, Map<String, Map<String, String>> configMaps) {
        assertThat(configMaps).containsKey(shown.getName());
        Map<String, String> data = configMaps.get(shown.getName());
        if (shown.getItems().isEmpty()) {
            return data;
        }
        assertThat(shown.getItems()).extracting(KeyToPath::getKey).isSubsetOf(data.keySet());
        return shown.getItems().stream().collect(Collectors.toMap(KeyToPath::getPath, item -> data.get(item.getKey())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "cronjob", "backfill"})
    void has_its_secrets_as_files_that_its_group_alone_can_read(String overlay) throws IOException {
        PodSpec pod = Overlay.of(overlay).pod();
        Volume secrets = volume(pod, "/caravan/secrets");
        assertThat(secrets.getSecret().getSecretName()).isEqualTo("caravan");
        assertThat(secrets.getSecret().getDefaultMode()).isEqualTo(0400);
        // Root owns the files of a Secret: without the group the user could not read them.
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(10001);
        assertThat(container(pod).getEnvFrom()).isEmpty();
        assertThat(container(pod).getEnv())
                .allSatisfy(one -> assertThat(one.getValueFrom()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "cronjob", "backfill"})
    void has_a_spool_that_fits_into_its_volume(String overlay) throws IOException {
        Overlay built = Overlay.of(overlay);
        Properties properties = new Properties();
        properties.load(new StringReader(properties(built)));
        BigDecimal quota =
                bytes(new Quantity(properties.getProperty("caravan.spool.quota").replace("GiB", "Gi")));
        BigDecimal unpacked = bytes(new Quantity(properties.getProperty("caravan.uploads") + "Gi"));
        assertThat(bytes(volume(built.pod(), "/caravan/data").getEmptyDir().getSizeLimit()))
                .isGreaterThanOrEqualTo(quota.add(unpacked));
    }

    private static String properties(Overlay overlay) {
        Volume volume = volume(overlay.pod(), "/caravan/application.properties");
        return overlay.configMaps().get(volume.getConfigMap().getName()).get("application.properties");
    }

    @Test
    void is_the_same_pod_but_for_what_it_runs() throws IOException {
        PodSpec service = Overlay.of("service").pod();
        for (String name : List.of("cronjob", "backfill")) {
            PodSpec pod = Overlay.of(name).pod();
            pod.setRestartPolicy(service.getRestartPolicy());
            container(pod).setArgs(container(service).getArgs());
            container(pod).setEnv(container(service).getEnv());
            container(pod).setPorts(container(service).getPorts());
            container(pod).setStartupProbe(container(service).getStartupProbe());
            container(pod).setLivenessProbe(container(service).getLivenessProbe());
            container(pod).setReadinessProbe(container(service).getReadinessProbe());
            assertThat(pod).as(name).isEqualTo(service);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "cronjob", "backfill"})
    void is_under_the_network_policy(String overlay) throws IOException {
        PodTemplateSpec template = Overlay.of(overlay).template();
        assertThat(template.getMetadata().getLabels()).containsEntry("app.kubernetes.io/name", "caravan");
    }
}
