package caravan.status;

import caravan.hour.Hour;
import caravan.ledger.LedgerJson;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** {@code status --json}: names, order and meaning are a contract with scripts; it grows only by adding. */
public final class StatusJson {
    /** One line, without its end. */
    public String of(Collection<ProjectStatus> statuses) {
        Document document = new Document(statuses.stream().map(ProjectLine::of).toList());
        return new String(LedgerJson.write(document), StandardCharsets.UTF_8);
    }

    private record Document(List<ProjectLine> projects) {}

    /** {@code start} is null where the project has never run. */
    private record ProjectLine(
            String project,
            Hour start,
            Hour completeThrough,
            Counts counts,
            long events,
            long bytes,
            List<HourLine> hours) {
        static ProjectLine of(ProjectStatus status) {
            return new ProjectLine(
                    status.project(),
                    status.start().orElse(null),
                    status.completeThrough().orElse(null),
                    status.counts(),
                    status.events(),
                    status.bytes(),
                    status.hours().stream().map(HourLine::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record HourLine(
            Hour hour,
            Standing state,
            Integer revision,
            Integer objects,
            Long events,
            Long bytes,
            String kind,
            String reason,
            Instant nextTry,
            Instant checkedAt) {
        static HourLine of(HourState state) {
            RecordFacts record = state.record().orElse(null);
            return new HourLine(
                    state.hour(),
                    state.standing(),
                    record == null ? null : record.revision(),
                    record == null ? null : record.objects(),
                    record == null ? null : record.events(),
                    record == null ? null : record.bytes(),
                    state.kind().orElse(null),
                    state.reason().orElse(null),
                    state.nextTry().orElse(null),
                    record == null ? null : record.checkedAt());
        }
    }
}
