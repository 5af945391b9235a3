package caravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.failure.ExitCode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private static JobSpec backfill() throws IOException {
        return Overlay.of("backfill").the(Job.class).getSpec();
    }

    private static JobSpec hourly() throws IOException {
        return Overlay.of("cronjob")
                .the(CronJob.class)
                .getSpec()
                .getJobTemplate()
                .getSpec();
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
    void what_ends_by_itself_is_not_probed() throws IOException {
        for (JobSpec job : List.of(hourly(), backfill())) {
            Container container = container(job.getTemplate().getSpec());
            assertThat(container.getLivenessProbe()).isNull();
            assertThat(container.getReadinessProbe()).isNull();
            assertThat(container.getPorts()).isEmpty();
        }
    }

    @Test
    void a_sync_an_hour_is_never_joined_by_the_next_one() throws IOException {
        CronJob cron = Overlay.of("cronjob").the(CronJob.class);
        assertThat(cron.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(cron.getSpec().getTimeZone()).isEqualTo("Etc/UTC");
        assertThat(container(hourly().getTemplate().getSpec()).getArgs()).containsExactly("sync");
        assertThat(hourly().getActiveDeadlineSeconds()).isPositive();
    }

    @Test
    void each_overlay_runs_one_thing() throws IOException {
        for (String name : List.of("cronjob", "backfill")) {
            assertThat(Overlay.of(name).all(Deployment.class)).as(name).isEmpty();
            assertThat(Overlay.of(name).pod()).as(name).isNotNull();
        }
    }

    @Test
    void a_backfill_has_as_many_shards_as_completions() throws IOException {
        assertThat(backfill().getCompletionMode()).isEqualTo("Indexed");
        List<String> args = container(backfill().getTemplate().getSpec()).getArgs();
        assertThat(args)
                .startsWith("sync", "--shard", "/" + backfill().getCompletions())
                .contains("--from", "--to");
    }

    @Test
    void a_backfill_beside_the_service_stays_below_five_requests_at_once() throws IOException {
        int downloads = container(backfill().getTemplate().getSpec()).getEnv().stream()
                .filter(one -> one.getName().equals("CARAVAN_DOWNLOADS"))
                .map(EnvVar::getValue)
                .mapToInt(Integer::parseInt)
                .sum();
        int ofTheService = 2;
        assertThat(downloads).isPositive();
        assertThat(backfill().getParallelism() * downloads + ofTheService).isLessThan(5);
    }

    @Test
    void exit_codes_that_repeating_helps_are_repeated_and_no_others() throws IOException {
        assertThat(codes(hourly(), "FailJob"))
                .containsExactlyInAnyOrder(numbers(
                        ExitCode.USAGE, ExitCode.PERSON, ExitCode.BUG, ExitCode.REFUSED, ExitCode.CONFIGURATION));
        assertThat(codes(backfill(), "FailJob"))
                .containsExactlyInAnyOrder(numbers(ExitCode.USAGE, ExitCode.REFUSED, ExitCode.CONFIGURATION));
        assertThat(codes(backfill(), "FailIndex")).containsExactlyInAnyOrder(numbers(ExitCode.PERSON, ExitCode.BUG));
        for (JobSpec job : List.of(hourly(), backfill())) {
            assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
            job.getPodFailurePolicy().getRules().stream()
                    .filter(rule -> rule.getOnExitCodes() != null)
                    .forEach(rule -> {
                        assertThat(rule.getOnExitCodes().getOperator()).isEqualTo("In");
                        assertThat(rule.getOnExitCodes().getContainerName())
                                .isEqualTo(
                                        container(job.getTemplate().getSpec()).getName());
                    });
        }
    }

    private static List<Integer> codes(JobSpec job, String action) {
        return job.getPodFailurePolicy().getRules().stream()
                .filter(rule -> rule.getAction().equals(action))
                .flatMap(rule -> rule.getOnExitCodes().getValues().stream())
                .toList();
    }

    private static Integer[] numbers(ExitCode... codes) {
        return Arrays.stream(codes).map(ExitCode::number).toArray(Integer[]::new);
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
