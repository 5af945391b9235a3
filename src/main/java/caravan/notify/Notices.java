package caravan.notify;

import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages people get: a case that needs a person, once a UTC day at most, and once that it is over. A case is a kind of
 * failure of one project, however many hours have it. Thread-safe.
 */
public final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /** What keeps the store from being written, or is this machine's alone: remembered here. */
    private static final Set<Failure.Kind> OF_THIS_MACHINE = EnumSet.of(
            Failure.Kind.STORE_REFUSED,
            Failure.Kind.STORE_AWAY,
            Failure.Kind.DISK,
            Failure.Kind.WAREHOUSE,
            Failure.Kind.WAREHOUSE_MEMORY,
            Failure.Kind.MODELS);

    private final Memory ofAll;
    private final LocalMemory ofThisMachine;
    private final String place;
    private final Clock clock;
    private final Map<String, Map<Failure.Kind, Found>> byShare = new ConcurrentHashMap<>();

    /**
     * @param store the destination, where all processes on it remember what was told
     * @param here a store on this machine
     */
    public Notices(Store store, Store here, Clock clock) {
        this.ofAll = new Memory(store);
        this.ofThisMachine = new LocalMemory(new Memory(here));
        this.place = store.location();
        this.clock = clock;
    }

    /** Something went wrong with these hours, or with the whole project, in a run. */
    public void failed(String project, Optional<HourRange> hours, Failure failure, Instant at, String run) {
        if (Found.needsPerson(failure.kind())) {
            byShare.compute(project + "/" + run, (share, known) -> {
                Map<Failure.Kind, Found> cases = known == null ? new EnumMap<>(Failure.Kind.class) : known;
                cases.computeIfAbsent(failure.kind(), Found::new).add(hours, failure.cause());
                return cases;
            });
        }
    }

    /** The messages that are due at the end of a project's share; each is claimed, and counts as told unless it proves {@link #undelivered}. */
    public List<Notice> due(Ended share) {
        Map<Failure.Kind, Found> found = Optional.ofNullable(byShare.remove(share.project() + "/" + share.run()))
                .orElseGet(Map::of);
        List<Notice> notices = new ArrayList<>();
        for (Found one : found.values()) {
            claimed(share.project(), one.kind(), known -> tell(share, one, known))
                    .ifPresent(notices::add);
        }
        if (share.isConclusive()) {
            for (Failure.Kind kind : over(share, found.keySet())) {
                claimed(share.project(), kind, known -> recover(share, known)).ifPresent(notices::add);
            }
        }
        return notices;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Optional<Notice> tell(Ended share, Found found, Optional<Told> known) {
        LocalDate today = today();
        Told before = known.orElseGet(() -> Told.unknown(found.kind(), today));
        if (!before.mayTell(today)) {
            return Optional.empty();
        }
        Optional<Instant> nextTry = found.first().flatMap(share::nextTry);
        Told next = before.telling(today, share.run(), found.runs());
        String text = Notice.ofPerson(share.project(), found, nextTry, place);
        return Optional.of(new Notice(share.project(), next, before, text));
    }

    private Optional<Notice> recover(Ended share, Optional<Told> known) {
        LocalDate today = today();
        return known.filter(told -> told.mayTellThatItIsOver(today))
                .filter(told -> told.hours().stream().allMatch(share::isOver))
                .map(told -> new Notice(
                        share.project(),
                        told.over(today, share.run()),
                        told,
                        Notice.ofRecovery(share.project(), told, place)));
    }

    /** The kinds that were told, and that this share has not met. */
    private List<Failure.Kind> over(Ended share, Collection<Failure.Kind> met) {
        List<Told> known = new ArrayList<>(ofThisMachine.of(share.project()).cases());
        try {
            known.addAll(ofAll.of(share.project()).cases());
        } catch (IOException e) {
            LOG.warn(
                    "project={} what people were told cannot be read ({}); that a case is over is told later",
                    share.project(),
                    e.toString());
        }
        return EnumSet.allOf(Failure.Kind.class).stream()
                .filter(kind -> !met.contains(kind))
                .filter(kind -> known.stream()
                        .anyMatch(told -> told.open() && told.kind().equals(Told.spelling(kind))))
                .toList();
    }

    /** Remembered before it is sent. */
    private Optional<Notice> claimed(
            String project, Failure.Kind kind, Function<Optional<Told>, Optional<Notice>> notice) {
        List<Notice> last = new ArrayList<>();
        try {
            Optional<Told> written = change(project, kind, known -> {
                last.clear();
                notice.apply(known).ifPresent(last::add);
                return last.stream().map(Notice::told).findFirst();
            });
            return written.flatMap(any -> last.stream().findFirst());
        } catch (IOException e) {
            LOG.warn(
                    "project={} kind={} is told to nobody now, for that it was told cannot be written ({}); the next sync tries again",
                    project,
                    Told.spelling(kind),
                    e.toString());
            return Optional.empty();
        }
    }

    private Optional<Told> change(String project, Failure.Kind kind, Function<Optional<Told>, Optional<Told>> change)
            throws IOException {
        return OF_THIS_MACHINE.contains(kind)
                ? ofThisMachine.change(project, Told.spelling(kind), today(), change)
                : ofAll.change(project, Told.spelling(kind), today(), change);
    }

    /**
     * The message came to nobody: the case counts as not told, for a few tries a day.
     *
     * @param why in words without the webhook's address
     */
    public void undelivered(Notice notice, String why) {
        Told told = notice.told();
        LOG.warn(
                "{} the message to the webhook came to nobody: {}; {}",
                notice,
                why,
                told.tries() + 1 < Told.TRIES ? "the next sync tries again" : "not tried again before tomorrow");
        Failure.Kind kind = EnumSet.allOf(Failure.Kind.class).stream()
                .filter(one -> Told.spelling(one).equals(told.kind()))
                .findFirst()
                .orElseThrow();
        try {
            change(notice.project(), kind, known -> known.filter(told::equals)
                    .map(claim -> claim.undelivered(notice.before())));
        } catch (IOException e) {
            LOG.warn("{} counts as told today all the same: {}", notice, e.toString());
        }
    }
}
