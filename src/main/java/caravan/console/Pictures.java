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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each project's ledger. Read at start, after a sync while somebody looks on, and where it is old, or was not read
 * after a sync, once somebody asks; nobody who asks waits for that, and nobody who works. Thread-safe.
 */
public final class Pictures implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

    /** Others write ledgers, too. */
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final Map<String, Picture> pictures = new LinkedHashMap<>();
    private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
    private final StatusReading reading;
    private final Readings readings;
    private final Consumer<String> told;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    /** Became another while nobody looked on. */
    private final Set<String> missed = ConcurrentHashMap.newKeySet();

    /**
     * @param ledgers of the configured projects
     * @param reader runs one reading after the other
     * @param told of each ledger that was read anew
     */
    public Pictures(Collection<Ledger> ledgers, StatusReading reading, Executor reader, Consumer<String> told) {
        this.reading = reading;
        this.readings = new Readings(reader, this::readNow);
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
        asked.put(project, now);
        if (isWithin(AFTER_FAILURE, picture.failedAt(), now)) {
            return picture;
        }
        if (missed.remove(project)) {
            readings.anew(project);
        } else if (!isWithin(OLD, picture.readAt(), now)) {
            readings.unlessUnderWay(project);
        }
        return picture;
    }

    private static boolean isWithin(Duration length, Optional<Instant> begin, Instant now) {
        return begin.filter(at -> now.isBefore(at.plus(length))).isPresent();
    }

    /** All projects; returns at once. */
    public void readAll() {
        pictures.keySet().forEach(this::read);
    }

    /** Once more, soon: it is another now. */
    public void read(String project) {
        readings.anew(project);
    }

    /** A sync made it another: that is read while somebody looks on, else when somebody asks. */
    private void changed(String project) {
        missed.add(project);
        boolean watched = isWithin(
                OLD, Optional.ofNullable(asked.get(project)), reading.dueHours().now());
        if (watched && missed.remove(project)) {
            read(project);
        }
    }

    private void readNow(String project) {
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
                                + " again when somebody asks; syncs do not depend on it",
                        project,
                        e.toString());
            }
        }
    }

    /** Hours of a project that are due as far as is known; empty where that is nothing. */
    public Optional<Long> due(String project) {
        return known(project).map(there -> of(project)).flatMap(Picture::view).map(view -> view.columns()
                .due());
    }

    private Optional<Picture> known(String project) {
        return Optional.ofNullable(pictures.get(project));
    }

    @Override
    public void opened(Outlook outlook) {
        known(outlook.project())
                .filter(picture -> picture.isOfAnotherStart(outlook.start()))
                .ifPresent(picture -> changed(outlook.project()));
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
            changed(project);
        }
    }

    @Override
    public void ended(Outlook outlook, int stillDue) {
        changed(outlook.project());
    }
}
