package caravan.console;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.status.StatusReading;
import caravan.sync.Outlook;
import caravan.sync.Watch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each project's ledger. Read at start, after each sync, and where it has become old while somebody asks; nobody
 * who asks waits for that. Thread-safe.
 */
public final class Pictures implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

    /** Others write ledgers, too. */
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final Map<String, Picture> pictures = new LinkedHashMap<>();
    private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
    private final StatusReading reading;
    private final Executor reader;
    private final Consumer<String> told;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /**
     * @param ledgers of the configured projects
     * @param reader runs one reading after the other
     * @param told of each ledger that was read anew
     */
    public Pictures(Collection<Ledger> ledgers, StatusReading reading, Executor reader, Consumer<String> told) {
        this.reading = reading;
        this.reader = reader;
        this.told = told;
        for (Ledger ledger : ledgers) {
            String project = ledger.project();
            this.ledgers.put(project, ledger);
            pictures.put(project, new Picture(project, reading.dueHours(), () -> reading.failures(project)));
        }
    }

    List<String> projects() {
        return List.copyOf(pictures.keySet());
    }

    public Ledger ledger(String project) {
        return ledgers.get(project);
    }

    /** Of a project that there is. Where it is old, it is read anew meanwhile. */
    Picture of(String project) {
        Picture picture = pictures.get(project);
        Instant now = reading.dueHours().now();
        boolean old = picture.readAt().filter(at -> now.isBefore(at.plus(OLD))).isEmpty();
        boolean failed = picture.failedAt()
                .filter(at -> now.isBefore(at.plus(AFTER_FAILURE)))
                .isPresent();
        if (old && !failed) {
            read(project);
        }
        return picture;
    }

    /** All projects; returns at once. */
    public void readAll() {
        pictures.keySet().forEach(this::read);
    }

    /** Once more, soon; one that waits already is enough. */
    public void read(String project) {
        if (!waiting.add(project)) {
            return;
        }
        try {
            reader.execute(() -> readNow(project));
        } catch (RejectedExecutionException e) {
            LOG.debug("the ledger of {} is not read any more: the process stops", project);
        }
    }

    private void readNow(String project) {
        waiting.remove(project);
        Picture picture = pictures.get(project);
        try {
            picture.reading();
            picture.read(reading.all(ledgers.get(project)));
            // Here, so that whoever asks first does not wait for it.
            picture.view();
            told.accept(project);
        } catch (IOException | RuntimeException e) {
            boolean first = picture.failedAt().isEmpty();
            picture.failed();
            if (first) {
                LOG.warn(
                        "project={} the console does not know its ledger as it is now: {}; it shows what it knew, and reads it"
                                + " again after the next sync, or when somebody asks; syncs do not depend on it",
                        project,
                        e.toString());
            }
        }
    }

    /** Hours of a project that are due as far as is known; empty where that is nothing. */
    public Optional<Long> due(String project) {
        return known(project).flatMap(Picture::view).map(view -> view.columns().due());
    }

    private Optional<Picture> known(String project) {
        return Optional.ofNullable(pictures.get(project));
    }

    @Override
    public void opened(Outlook outlook) {
        known(outlook.project())
                .filter(picture -> picture.isOfAnotherStart(outlook.start()))
                .ifPresent(picture -> read(outlook.project()));
    }

    @Override
    public void recorded(HourRecord record) {
        known(record.project()).ifPresent(picture -> picture.recorded(record));
    }

    @Override
    public void done(String project, Hour hour) {
        known(project).ifPresent(Picture::changed);
    }

    @Override
    public void failed(String project, Optional<HourRange> hours, Failure failure) {
        known(project).ifPresent(Picture::changed);
        if (hours.isEmpty()) {
            read(project);
        }
    }

    @Override
    public void ended(Outlook outlook, int stillDue) {
        read(outlook.project());
    }
}
