package caravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What runs in each overlay of deploy/kubernetes: as sources, and with {@code -Dcaravan.built=FOLDER} as kustomize built them. */
class KubernetesTest {
    private static Deployment service() throws IOException {
        return Overlay.of("service").the(Deployment.class);
    }

    private static Container container(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().get(0);
    }

    @Test
    void a_field_that_kubernetes_does_not_have_is_refused_where_the_manifests_are_read() throws IOException {
        String good = Files.readString(Overlay.KUBERNETES.resolve("overlays/service/deployment.yaml"));
        for (String known : List.of("strategy:", "readOnlyRootFilesystem:", "failureThreshold:", "sizeLimit:")) {
            assertThat(good).contains(known);
            assertThatExceptionOfType(UnrecognizedPropertyException.class)
                    .as(known)
                    .isThrownBy(() -> Manifests.read(good.replaceFirst(known, "x" + known)))
                    .withMessageContaining("x" + known.replace(":", ""));
        }
    }

    @Test
    void the_service_is_one_pod_and_never_two() throws IOException {
        assertThat(service().getSpec().getReplicas()).isEqualTo(1);
        assertThat(service().getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(service().getSpec().getStrategy().getRollingUpdate()).isNull();
        assertThat(container(service().getSpec().getTemplate().getSpec()).getArgs())
                .containsExactly("run");
    }

    @Test
    void the_service_is_found_by_its_labels_and_port() throws IOException {
        Overlay overlay = Overlay.of("service");
        Map<String, String> labels = overlay.template().getMetadata().getLabels();
        Service found = overlay.the(Service.class);
        assertThat(labels.entrySet())
                .containsAll(found.getSpec().getSelector().entrySet())
                .containsAll(service().getSpec().getSelector().getMatchLabels().entrySet());
        assertThat(found.getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort()).isEqualTo(8080);
            assertThat(port.getTargetPort().getStrVal()).isEqualTo("http");
        });
        assertThat(container(overlay.pod()).getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).isEqualTo(8080);
        });
    }

    @Test
    void probes_ask_the_health_that_is_meant_for_them() throws IOException {
        Container container = container(service().getSpec().getTemplate().getSpec());
        Map.of(
                        container.getStartupProbe(), "/observe/health/live",
                        container.getLivenessProbe(), "/observe/health/live",
                        container.getReadinessProbe(), "/observe/health/ready")
                .forEach((probe, path) -> {
                    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
                    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
                });
    }

    @Test
    void each_overlay_runs_one_thing() throws IOException {
        for (String name : List.of("cronjob", "backfill")) {
            assertThat(Overlay.of(name).all(Deployment.class)).as(name).isEmpty();
            assertThat(Overlay.of(name).pod()).as(name).isNotNull();
        }
    }

    @Test
    void nobody_has_a_token_for_kubernetes() throws IOException {
        Overlay overlay = Overlay.of("service");
        assertThat(overlay.the(ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
        assertThat(overlay.the(ServiceAccount.class).getMetadata().getName())
                .isEqualTo(overlay.pod().getServiceAccountName());
    }

    @Test
    void the_namespace_enforces_what_the_pods_keep_to() throws IOException {
        assertThat(Overlay.of("service").the(Namespace.class).getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @Test
    void the_image_is_named_in_one_place_for_all() throws IOException {
        Set<String> images = new HashSet<>();
        for (String name : List.of("service", "cronjob", "backfill")) {
            images.add(container(Overlay.of(name).pod()).getImage());
        }
        assertThat(images).hasSize(1);
        Kustomization site = Kustomization.in(Overlay.KUBERNETES.resolve("site"));
        assertThat(site.images()).singleElement().satisfies(image -> {
            String built = image.newName() + ":" + image.newTag();
            assertThat(images).containsExactly(Overlay.BUILT == null ? image.name() : built);
            assertThat(image.newTag()).isNotEqualTo("latest");
        });
        for (String name : List.of("service", "cronjob", "backfill")) {
            Path folder = Overlay.KUBERNETES.resolve("overlays").resolve(name);
            assertThat(Kustomization.in(folder).components()).containsExactly("../../site");
        }
    }
}
