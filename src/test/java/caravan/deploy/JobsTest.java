package caravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.ExitCode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two things of deploy/kubernetes that end by themselves. */
class JobsTest {
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
}
