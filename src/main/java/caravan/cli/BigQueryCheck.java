package caravan.cli;

import caravan.bigquery.Probe;
import caravan.config.BigQuerySettings;
import caravan.config.BigQuerySettings.Table;
import caravan.config.Settings;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.setup.Remark;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether BigQuery is reached, takes the credentials, and lets them do what a load does. */
final class BigQueryCheck {
    private static final String SETUP = "./caravan bigquery setup says what belongs there, and with --apply makes it";

    private final BigQuerySettings settings;
    private final Probe probe;

    private BigQueryCheck(BigQuerySettings settings, Probe probe) {
        this.settings = settings;
        this.probe = probe;
    }

    static List<Remark> of(Settings settings, Clock clock) throws IOException {
        BigQuerySettings bigQuery = settings.bigQuery().orElseThrow();
        try (Probe probe = new Probe(bigQuery, settings.redelivery(), clock)) {
            return new BigQueryCheck(bigQuery, probe).remarks();
        }
    }

    /** One that refuses jobs is not asked further: the rest would fail alike. */
    private List<Remark> remarks() throws IOException {
        List<Remark> remarks = new ArrayList<>();
        try {
            probe.job();
        } catch (IOException e) {
            return List.of(
                    wrong(e, "roles/bigquery.jobUser on project " + settings.project() + " lets an account run jobs"));
        }
        remarks.add(Remark.good("BigQuery is reached, and takes jobs in project " + settings.project()));
        boolean complete = true;
        for (String dataset : probe.datasets()) {
            Remark remark = dataset(dataset);
            complete &= remark.code() == ExitCode.OK;
            remarks.add(remark);
        }
        if (complete) {
            remarks.add(tables());
            remarks.add(staging());
        }
        return remarks;
    }

    private Remark dataset(String dataset) {
        try {
            Optional<String> location = probe.location(dataset);
            if (location.isEmpty()) {
                return Remark.wrong(ExitCode.REFUSED, "there is no dataset " + dataset, SETUP);
            }
            return location.get().equalsIgnoreCase(settings.location())
                    ? Remark.good("dataset " + dataset + " is there, in " + location.get())
                    : Remark.wrong(
                            ExitCode.REFUSED,
                            "dataset " + dataset + " is in " + location.get() + ", and jobs are run in "
                                    + settings.location(),
                            "set caravan.bigquery.location to where all datasets are");
        } catch (IOException e) {
            return wrong(e, "roles/bigquery.dataEditor on dataset " + dataset + " is what a load needs");
        }
    }

    private Remark tables() {
        List<String> missing = new ArrayList<>();
        try {
            for (Table table : probe.tables()) {
                if (!probe.isThere(table)) {
                    missing.add(table.toString());
                }
            }
        } catch (IOException e) {
            return wrong(e, "roles/bigquery.dataEditor on its dataset is what a load needs");
        }
        return missing.isEmpty()
                ? Remark.good("all " + probe.tables().size() + " tables are there")
                : Remark.wrong(ExitCode.REFUSED, "there is no table " + String.join(", ", missing), SETUP);
    }

    private Remark staging() {
        try {
            probe.staging();
            return Remark.good("a table can be made in " + settings.staging() + "; "
                    + settings.objects()
                            .map(objects -> "BigQuery reads the objects at " + objects + " itself")
                            .orElse("objects are uploaded"));
        } catch (IOException e) {
            return wrong(
                    e, "roles/bigquery.dataEditor on dataset " + settings.staging() + " lets an account make tables");
        }
    }

    private static Remark wrong(IOException e, String remedy) {
        Failure failure = new FailureTable().classify(e);
        return Remark.wrong(ExitCode.REFUSED, failure.cause(), remedy);
    }
}
