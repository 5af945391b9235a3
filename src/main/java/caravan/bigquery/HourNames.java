package caravan.bigquery;

import caravan.archive.Sha256;
import caravan.config.BigQuerySettings;
import caravan.ledger.HourRecord;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * What the jobs of an hour are called: the same in every process and at every time, and another for each commit of the hour. Behind
 * each stands the number of an attempt; a staging table is called as the job that fills it.
 */
record HourNames(BigQuerySettings settings, HourRecord record) {
    private static final int HASH = 16;

    /** @param number of the object in its record */
    String object(int number) {
        return all() + "_object" + number + "_";
    }

    String commit() {
        return all() + "_commit_";
    }

    private String all() {
        return "caravan_" + record.project() + "_" + record.hour().amplitude() + "_r" + record.revision() + "_"
                + hash();
    }

    /** Of what else makes one load another: where it goes, how it comes in, and which commit it is of. */
    private String hash() {
        String what = String.join(
                "\n",
                settings.dataset(),
                settings.events().toString(),
                settings.properties().map(Object::toString).orElse(""),
                settings.staging(),
                settings.objects().orElse(""),
                record.committedAt().truncatedTo(ChronoUnit.MICROS).toString());
        byte[] digest = Sha256.begin().digest(what.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, HASH);
    }
}
