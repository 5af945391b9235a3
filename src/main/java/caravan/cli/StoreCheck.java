package caravan.cli;

import caravan.config.S3Keys;
import caravan.config.Settings;
import caravan.config.StoreKind;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.setup.Remark;
import caravan.store.ConditionalWrites;
import caravan.store.Store;
import caravan.store.StoreRefused;
import caravan.store.StoreRights;
import caravan.store.StoreRights.Act;
import caravan.store.UnfinishedUploads;
import caravan.sync.Replicas;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether the store can be reached, and lets Caravan do what it has to. */
final class StoreCheck {
    private static final String NOTHING = "without it nothing is landed; hours stay due";

    private final Store store;
    private final Optional<S3Client> s3;
    private final Settings settings;
    private final Clock clock;

    /** @param s3 where the store is a bucket */
    StoreCheck(Store store, Optional<S3Client> s3, Settings settings, Clock clock) {
        this.store = store;
        this.s3 = s3;
        this.settings = settings;
        this.clock = clock;
    }

    List<Remark> remarks() {
        StoreRights.Found found = new StoreRights(store, new ConditionalWrites(store, clock)).tried();
        List<Remark> remarks = new ArrayList<>();
        if (settings.store() == StoreKind.FILE) {
            remarks.add(
                    Remark.good("no bucket is set (caravan.s3.bucket, AWS_BUCKET_NAME, caravan.gcs.bucket): events go"
                            + " to a folder of this machine"));
        }
        remarks.addAll(rights(found));
        if (found.done().contains(Act.LIST)) {
            remarks.add(ledgers());
        }
        if (found.failed().values().stream().allMatch(failure -> right(failure).isPresent())) {
            s3.ifPresent(client -> remarks.add(new UploadsRemark(settings.s3().orElseThrow(), settings.prefix())
                    .on(UnfinishedUploads.in(client, settings.s3().orElseThrow().bucket(), settings.prefix()))));
        }
        return remarks;
    }

    private List<Remark> rights(StoreRights.Found found) {
        List<Remark> remarks = new ArrayList<>();
        if (!found.done().isEmpty()) {
            remarks.add(Remark.good("reached; small objects of its own were tried: it allows "
                    + found.done().stream().map(Act::toString).collect(Collectors.joining(", "))));
        }
        found.failed().forEach((act, failure) -> remarks.add(failed(act, failure)));
        if (found.tried()) {
            remarks.add(
                    found.lacking().map(this::lacking).orElseGet(() -> Remark.good("conditional writes are honoured")));
        } else if (!found.done().isEmpty()) {
            remarks.add(Remark.unseen("conditional writes could not be tried", "mend what is wrong above"));
        }
        return remarks;
    }

    private Remark failed(Act act, IOException failure) {
        Optional<String> right = right(failure);
        if (right.isPresent()) {
            return Remark.wrong(
                    ExitCode.REFUSED,
                    ((StoreRefused) failure).said(),
                    "allow these credentials " + right.get() + " on " + resource(act) + "; without it " + without(act));
        }
        ExitCode code =
                new FailureTable().classify(failure).kind() == Failure.Kind.DISK ? ExitCode.DISK : ExitCode.REFUSED;
        return failure instanceof StoreRefused refused
                ? Remark.wrong(code, refused.said(), refused.remedy().orElse(NOTHING))
                : Remark.wrong(code, "not as it must be: " + failure.getMessage(), NOTHING);
    }

    private static Optional<String> right(IOException failure) {
        return failure instanceof StoreRefused refused ? refused.right() : Optional.empty();
    }

    private String resource(Act act) {
        if (settings.gcs().isPresent()) {
            return "gs://" + settings.gcs().get().bucket() + " (roles/storage.objectUser has it)";
        }
        String bucket = "arn:aws:s3:::" + settings.s3().map(S3Keys::bucket).orElse("");
        return act == Act.LIST ? bucket : bucket + "/" + settings.prefix() + "*";
    }

    private static String without(Act act) {
        return switch (act) {
            case LIST -> "nobody knows which hours are due";
            case PUT -> "nothing is landed";
            case GET -> "no record can be read";
            case DELETE -> "what is left over stays for ever, and a note that is settled, too";
        };
    }

    private Remark lacking(String words) {
        int replicas = settings.replicas();
        return replicas > 1
                ? Remark.wrong(ExitCode.REFUSED, words, Replicas.refused(replicas))
                : Remark.advice(words, Replicas.alone());
    }

    private Remark ledgers() {
        try {
            int projects = store.list("_caravan/projects/").size();
            return Remark.good(
                    projects == 0
                            ? "no ledger yet: nothing has landed here"
                            : "it holds the ledger of " + Amounts.text(projects, "project"));
        } catch (IOException e) {
            return Remark.unseen("whether it holds a ledger: " + e.getMessage(), "call check again");
        }
    }
}
