package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.warehouse.HourRefused;
import caravan.warehouse.Mark;
import caravan.warehouse.ObjectMismatch;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseRefused;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * The one transaction of an hour. It replaces exactly the mark that was read before it, or nothing: whoever was faster is found out, and
 * the mark is read again.
 */
record HourCommit(Jobs jobs, Repeats repeats, Marks marks, Script script, BigQuerySettings settings, Clock clock) {
    void commit(Ledger.Recorded recorded, Staged staged) throws IOException {
        HourRecord record = recorded.record();
        for (int tried = 1; ; tried++) {
            String id = nextAttempt(record);
            // Read after whatever ran has ended, so that nothing of this commit can come in between.
            Optional<Mark> former = marks.of(record.project(), record.hour());
            if (former.filter(mark -> mark.holds(record)).isPresent()) {
                return;
            }
            Job job = jobs.ended(jobs.start(id, transaction(id, recorded, staged, former)));
            if (!job.isFailed()) {
                return;
            }
            if (!Said.mayPass(job.errorResult()) || repeats.isLast(tried)) {
                throw failed(record, job);
            }
            repeats.waitAfter(tried);
        }
    }

    /** Whatever became of the attempts so far, they are over. */
    private String nextAttempt(HourRecord record) throws IOException {
        Jobs.Attempts attempts = jobs.attempts(new HourNames(settings, record).commit());
        if (attempts.last().isPresent()) {
            jobs.ended(attempts.last().get());
        }
        return attempts.next();
    }

    private ObjectNode transaction(String id, Ledger.Recorded recorded, Staged staged, Optional<Mark> former) {
        HourRecord record = recorded.record();
        Parameters parameters = new Parameters()
                .text("project", record.project())
                .time("hour", record.hour())
                .number("revision", record.revision())
                .number("lines", record.events() + record.rejected())
                .number("former", former.map(Mark::loadNumber).orElse(-1L))
                .text("record_version", recorded.version())
                .time("committed_at", record.committedAt())
                .time("loaded_at", clock.instant());
        if (!record.objects().isEmpty()) {
            parameters.texts(
                    "objects", record.objects().stream().map(LandedObject::key).toList());
        }
        ObjectNode job = jobs.named(id);
        job.putObject("configuration")
                .putObject("query")
                .put("query", script.load(staged))
                .put("useLegacySql", false)
                .put("parameterMode", "NAMED")
                .set("queryParameters", parameters.json());
        return job;
    }

    private IOException failed(HourRecord record, Job job) {
        String message = job.errorResult().path("message").asText();
        if (Said.mayPass(job.errorResult()) || Said.isOfStaging(job.errorResult(), settings.staging())) {
            return new WarehouseAway(job.words(), null);
        }
        if (message.contains(Script.OTHER_LINES)) {
            return new ObjectMismatch(
                    record.hour(),
                    record.objects().get(0).key(),
                    "or another of its " + record.objects().size() + " objects has other lines than those that landed");
        }
        return Said.isOfRights(job.errorResult())
                ? new WarehouseRefused(job.words() + "; ./caravan bigquery setup says what belongs there")
                : new HourRefused(record.hour(), job.words());
    }
}
