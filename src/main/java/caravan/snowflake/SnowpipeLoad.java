package caravan.snowflake;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.warehouse.HourRefused;
import caravan.warehouse.Loaded;
import caravan.warehouse.WarehouseAway;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings one committed hour in by Snowpipe: tells it of the record's files, waits until each is in, and lists them with the mark, in one
 * transaction. What the pipe has brought and no list names, such as an older revision, nobody sees. Killed anywhere, the list is the older
 * revision's or the newer one's; the pipe takes no file twice.
 *
 * @param told hours of which this process has told the pipe: where it does not wait, the second load of an hour does
 * @param waits whether the first load of an hour does already
 */
record SnowpipeLoad(
        Statements statements, Snowpipe snowpipe, String prefix, Set<String> told, boolean waits, Clock clock)
        implements HourLoading {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    /** The history is asked the second time, and then each so many times. */
    private static final int HISTORY_EVERY = 6;

    private static final int MOST_NAMES = 1_000;

    @Override
    public Loaded load(Ledger.Recorded recorded) throws IOException, SQLException {
        HourRecord record = recorded.record();
        HourReplacement hour = new HourReplacement(statements, List.of("objects", "loads"), clock);
        Optional<Loaded> done = hour.alreadyThere(recorded);
        if (done.isPresent()) {
            return done.get();
        }
        Instant began = clock.instant();
        Map<String, LandedObject> lacking = lacking(record);
        if (!lacking.isEmpty()) {
            snowpipe.insert(List.copyOf(lacking.values()));
            if (told.add(record.project() + record.hour() + recorded.version()) && !waits) {
                return Loaded.pending(record);
            }
            await(record, lacking);
        }
        Lines.check(record.hour(), record.objects(), there(record));
        statements.run("begin");
        return hour.replace(recorded, began, () -> listed(record));
    }

    /** Objects of which not a line is there yet, and should be. */
    private Map<String, LandedObject> lacking(HourRecord record) throws SQLException {
        Map<String, Long> there = there(record);
        Map<String, LandedObject> lacking = new TreeMap<>();
        for (LandedObject object : record.objects()) {
            if (object.events() + object.rejected() > 0 && !there.containsKey(object.key())) {
                lacking.put(object.key(), object);
            }
        }
        return lacking;
    }

    /** Lines that are not blank, of each object. */
    private Map<String, Long> there(HourRecord record) throws SQLException {
        Map<String, Long> there = new HashMap<>();
        List<String> keys = record.objects().stream().map(LandedObject::key).toList();
        for (List<String> some : slices(keys)) {
            statements.rows(
                    "select substr(file, ?), count(*) from piped where trim(text, ?) <> '' and file in ("
                            + some.stream()
                                    .map(key -> Statements.quoted(prefix + key))
                                    .collect(Collectors.joining(", "))
                            + ") group by 1",
                    row -> there.put(row.getString(1), row.getLong(2)),
                    prefix.length() + 1,
                    Lines.BLANK);
        }
        return there;
    }

    private static List<List<String>> slices(List<String> keys) {
        return Stream.iterate(0, from -> from < keys.size(), from -> from + MOST_NAMES)
                .map(from -> keys.subList(from, Math.min(keys.size(), from + MOST_NAMES)))
                .toList();
    }

    /** Asks what became of them until all are in. */
    private void await(HourRecord record, Map<String, LandedObject> lacking) throws IOException {
        Instant last = clock.instant().plus(snowpipe.settings().patience());
        for (int round = 0; ; round++) {
            forget(record.hour(), lacking, snowpipe.report());
            if (!lacking.isEmpty() && round % HISTORY_EVERY == 1) {
                forget(record.hour(), lacking, snowpipe.history(record.committedAt()));
            }
            if (lacking.isEmpty()) {
                return;
            }
            if (!clock.instant().isBefore(last)) {
                throw new WarehouseAway(
                        "hour " + record.hour() + " is not loaded: Snowpipe was told of its files, and after "
                                + snowpipe.settings().patience() + " " + lacking.size() + " of "
                                + record.objects().size()
                                + " are not in (select system$pipe_status says why); it is asked again with the next load",
                        null);
            }
            snowpipe.pause().of(BETWEEN);
        }
    }

    private static void forget(Hour hour, Map<String, LandedObject> lacking, List<PipedFile> files) throws HourRefused {
        for (PipedFile file : files) {
            if (file.hasFailed() && lacking.containsKey(file.path())) {
                throw new HourRefused(
                        hour, "Snowpipe says " + file.status() + " of '" + file.path() + "': " + file.error());
            }
            if (file.isIn()) {
                lacking.remove(file.path());
            }
        }
    }

    private HourReplacement.Lines listed(HourRecord record) throws SQLException {
        objects(record);
        return new HourReplacement.Lines(count("events", record), count("rejected", record));
    }

    private void objects(HourRecord record) throws SQLException {
        for (List<String> some :
                slices(record.objects().stream().map(LandedObject::key).toList())) {
            statements.update(
                    "insert into objects (project, hour, revision, object, file)\n"
                            + "select ?, to_timestamp_ntz(?), ?, named.object, ? || named.object from (values "
                            + some.stream()
                                    .map(key -> "(" + Statements.quoted(key) + ")")
                                    .collect(Collectors.joining(", "))
                            + ") as named (object)",
                    record.project(),
                    SnowflakeBronze.time(record.hour()),
                    record.revision(),
                    prefix);
        }
    }

    private long count(String view, HourRecord record) throws SQLException {
        return statements
                .rows(
                        "select count(*) from " + view + " where project = ? and hour = to_timestamp_ntz(?)",
                        row -> row.getLong(1),
                        record.project(),
                        SnowflakeBronze.time(record.hour()))
                .get(0);
    }
}
