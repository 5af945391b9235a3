package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.store.Store;
import caravan.store.StoredObject;
import caravan.warehouse.HourRefused;
import caravan.warehouse.ObjectLines;
import caravan.warehouse.ObjectMismatch;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseRefused;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the objects of a record into staging tables, by one load job each. Killed anywhere, it goes on from the jobs that there are:
 * one that runs or has ended well is not begun again.
 */
record HourStaging(
        Rest rest, Repeats repeats, Jobs jobs, BigQuerySettings settings, Store store, ObjectLines lines, Clock clock) {
    /**
     * @throws ObjectMismatch where an object is not what the record says
     * @throws HourRefused where BigQuery cannot read one
     */
    Staged stage(HourRecord record) throws IOException {
        List<Job> begun = new ArrayList<>();
        for (int n = 0; n < record.objects().size(); n++) {
            begun.add(begun(record, n));
        }
        List<String> tables = new ArrayList<>();
        for (int n = 0; n < begun.size(); n++) {
            tables.add(settings.project() + "." + settings.staging() + "."
                    + ended(record, n, begun.get(n)).id());
        }
        return new Staged(tables, load().isDirect());
    }

    private LoadJob load() {
        return new LoadJob(settings);
    }

    /** A job that runs, or has ended well and left its table. */
    private Job begun(HourRecord record, int number) throws IOException {
        LandedObject object = record.objects().get(number);
        Jobs.Attempts attempts = jobs.attempts(new HourNames(settings, record).object(number));
        Optional<Job> last = attempts.last().filter(job -> !job.isFailed());
        if (last.isPresent() && isThere(last.get())) {
            return last.get();
        }
        String id = attempts.next();
        makeTable(id);
        ObjectNode job = load().from(id, jobs.named(id), object.key());
        if (!load().isDirect()) {
            return uploaded(record, object, id, job);
        }
        requireStored(record, object);
        return jobs.start(id, job);
    }

    private boolean isThere(Job filling) throws IOException {
        String doing = "look at table " + filling.id();
        URI address = rest.address("/datasets/" + settings.staging() + "/tables/" + filling.id());
        return repeats.of(doing, () -> rest.json(doing, "GET", address, null)).isGood();
    }

    private void makeTable(String id) throws IOException {
        String doing = "make table " + settings.staging() + "." + id;
        URI address = rest.address("/datasets/" + settings.staging() + "/tables");
        ObjectNode table = load().table(id, clock.instant());
        Rest.Answer answer = repeats.of(doing, () -> rest.json(doing, "POST", address, table));
        if (answer.status() == 404) {
            throw Jobs.refused(doing, answer);
        }
    }

    private Job uploaded(HourRecord record, LandedObject object, String id, ObjectNode job) throws IOException {
        String doing = "upload '" + object.key() + "' as job " + id;
        Upload upload = Upload.begin(rest, repeats, doing, job);
        ArrivedLines rows = new ArrivedLines(upload);
        lines.read(record.hour(), object, rows);
        rows.finish();
        return jobs.started(id, doing, upload.finish());
    }

    /** BigQuery itself compares neither size nor hash; an object that changed is mostly of another size. */
    private void requireStored(HourRecord record, LandedObject object) throws IOException {
        Optional<StoredObject> stored = store.list(object.key()).stream()
                .filter(found -> found.key().equals(object.key()))
                .findFirst();
        if (stored.isEmpty()) {
            throw new ObjectMismatch(record.hour(), object.key(), "is not there");
        }
        if (stored.get().bytes() != object.bytes()) {
            throw new ObjectMismatch(
                    record.hour(),
                    object.key(),
                    "has " + stored.get().bytes() + " bytes, and landed with " + object.bytes());
        }
    }

    private Job ended(HourRecord record, int number, Job begun) throws IOException {
        Job job = jobs.ended(begun);
        for (int tried = 1; job.isFailed(); tried++) {
            if (!Said.mayPass(job.errorResult()) || repeats.isLast(tried)) {
                throw failed(record, record.objects().get(number).key(), job);
            }
            repeats.waitAfter(tried);
            job = jobs.ended(begun(record, number));
        }
        return job;
    }

    private IOException failed(HourRecord record, String key, Job job) {
        String message = job.errorResult().path("message").asText();
        if (Said.mayPass(job.errorResult()) || Said.isOfStaging(job.errorResult(), settings.staging())) {
            return new WarehouseAway(job.words(), null);
        }
        if (job.errorResult().path("reason").asText().equals("notFound") && message.contains("gs://")) {
            return new ObjectMismatch(record.hour(), key, "is not there for BigQuery: " + job.words());
        }
        return Said.isOfRights(job.errorResult())
                ? new WarehouseRefused(job.words())
                : new HourRefused(record.hour(), "'" + key + "': " + job.words());
    }
}
