package caravan.observe;

import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code /observe/metrics} shows. {@code docs/metrics.md} is this list. */
public enum Metric {
    BUILD(
            "caravan_build_info",
            Type.GAUGE,
            "always 1; which Caravan runs, on which Camel and Java",
            "version",
            "camel",
            "java"),
    HOURS(
            "caravan_hours",
            Type.GAUGE,
            "closed hours since the project's start: done (landed or empty), due, or due until a person has acted",
            Labels.PROJECT,
            "state"),
    OLDEST_DUE(
            "caravan_oldest_due_age_seconds",
            Type.GAUGE,
            "how long ago the oldest due hour ended, those for a person left out; 0 where none is due",
            Labels.PROJECT),
    COMPLETE_THROUGH(
            "caravan_complete_through_timestamp_seconds",
            Type.GAUGE,
            "until then every hour since the project's start is done: where the first one begins that is not",
            Labels.PROJECT),
    PAUSED(
            "caravan_paused",
            Type.GAUGE,
            "1 while nothing is asked for because Amplitude refuses the project, else 0",
            Labels.PROJECT),
    SYNC_RUNNING("caravan_sync_running", Type.GAUGE, "1 while the project is being synced, else 0", Labels.PROJECT),
    SYNC_START(
            "caravan_last_sync_start_timestamp_seconds",
            Type.GAUGE,
            "when the project's last sync began",
            Labels.PROJECT),
    SYNC_END(
            "caravan_last_sync_end_timestamp_seconds",
            Type.GAUGE,
            "when the last sync that is over ended, well or not",
            Labels.PROJECT),
    SYNC_EXIT(
            "caravan_last_sync_exit_code",
            Type.GAUGE,
            "what that sync would have ended with as a command: 0, or the exit codes of the README",
            Labels.PROJECT),
    SYNC_SUCCESS(
            "caravan_last_sync_success_timestamp_seconds",
            Type.GAUGE,
            "when the last sync ended that left nothing due of what it was asked for",
            Labels.PROJECT),
    SYNC_DURATION(
            "caravan_sync_duration_seconds",
            Type.HISTOGRAM,
            "how long a sync of the project took, sweep included",
            Labels.PROJECT),
    HOUR_DURATION(
            "caravan_hour_duration_seconds",
            Type.HISTOGRAM,
            "how long an hour took from the first look at its record to its commit; its download is not in it",
            Labels.PROJECT),
    COMMITS(
            "caravan_commits_total",
            Type.COUNTER,
            "hours dealt with: landed, empty, unchanged (restated), theirs (another process was first), again (landed once more)",
            Labels.PROJECT,
            "outcome"),
    EVENTS("caravan_events_landed_total", Type.COUNTER, "events of hours that this process committed", Labels.PROJECT),
    BYTES("caravan_bytes_landed_total", Type.COUNTER, "bytes of the objects of those hours, as stored", Labels.PROJECT),
    REQUESTS(
            "caravan_requests_total",
            Type.COUNTER,
            "requests to Amplitude by the answer's status: 2xx, 3xx, 404 (mostly: no data), 429, 4xx, 5xx, none (no answer)",
            Labels.PROJECT,
            "outcome"),
    RETRIES(
            "caravan_retries_total",
            Type.COUNTER,
            "requests and puts that failed and were repeated, by the kind of the failure",
            "kind"),
    FAILURES(
            "caravan_failures_total",
            Type.COUNTER,
            "failures that left hours due, or ended a sync, by kind: the headings of docs/design.md",
            Labels.PROJECT,
            "kind"),
    LOADS("caravan_loads_total", Type.COUNTER, "hours that came into the warehouse", Labels.PROJECT),
    LOAD_DURATION(
            "caravan_load_duration_seconds",
            Type.HISTOGRAM,
            "how long the load of an hour took, from its first object to its mark",
            Labels.PROJECT),
    NOT_LOADED(
            "caravan_hours_not_loaded",
            Type.GAUGE,
            "committed hours that the warehouse lacked when the project's last sync ended; absent without a warehouse",
            Labels.PROJECT),
    DEAD_LETTERS(
            "caravan_dead_letters",
            Type.GAUGE,
            "dead letters on this machine when the project's last sync ended, by kind",
            Labels.PROJECT,
            "kind"),
    SPOOL("caravan_spool_bytes", Type.GAUGE, "bytes of archives in the spool"),
    SPOOL_QUOTA("caravan_spool_quota_bytes", Type.GAUGE, "most bytes of archives in the spool"),
    MEMORY_USED("jvm_memory_used_bytes", Type.GAUGE, "memory that the JVM uses", "area"),
    MEMORY_MAX("jvm_memory_max_bytes", Type.GAUGE, "most memory that the JVM takes for its heap", "area"),
    GC("jvm_gc_seconds_total", Type.COUNTER, "time spent on collecting garbage", "gc"),
    CPU("process_cpu_seconds_total", Type.COUNTER, "processor time of the process"),
    STARTED("process_start_time_seconds", Type.GAUGE, "when the process started, as a Unix time");

    private final String text;
    private final Type type;
    private final String meaning;
    private final List<String> labels;

    /** As Prometheus has it. A histogram comes with its largest value of late as a gauge of its own, {@code …_max}. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private static final class Labels {
        private static final String PROJECT = "project";
    }

    Metric(String text, Type type, String meaning, String... labels) {
        this.text = text;
        this.type = type;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    @Override
    public String toString() {
        return text;
    }

    /** As it is registered: only a name with a dot there may end with {@code _info}. */
    String registered() {
        return text.replaceFirst("_info$", ".info");
    }

    public Type type() {
        return type;
    }

    public String meaning() {
        return meaning;
    }

    public List<String> labels() {
        return labels;
    }

    /** @param values one for each label, in their order */
    Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(text + " has the labels " + labels + ", not " + values.length);
        }
        return IntStream.range(0, values.length)
                .mapToObj(each -> Tags.of(labels.get(each), values[each]))
                .reduce(Tags.empty(), Tags::and);
    }
}
