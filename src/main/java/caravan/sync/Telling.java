package caravan.sync;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.notify.Ended;
import caravan.notify.Notice;
import caravan.notify.Notices;
import caravan.notify.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** At the end of a project's share of a run: what people are told of it. Nothing where no webhook is set. */
public final class Telling implements Failures.Memory {
    private final Optional<Notices> notices;
    private final Clock clock;

    public Telling(Optional<Notices> notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public void failed(String project, Optional<HourRange> hours, Failure failure, Instant at, String run) {
        notices.ifPresent(some -> some.failed(project, hours, failure, at, run));
    }

    /** @param project null where it could not be opened */
    public List<Notice> due(Syncs.Share share, ProjectRun project) {
        // A reload asks Amplitude for nothing: what it does not meet is not over.
        if (notices.isEmpty() || share.run().reloads()) {
            return List.of();
        }
        if (project != null) {
            project.putOff()
                    .forEach(note -> failed(
                            share.project().name(),
                            Optional.of(HourRange.of(note.hour())),
                            new Failure(Failure.of(note).kind(), note.reason()),
                            clock.instant(),
                            share.run().id()));
        }
        return notices.get().due(new AtItsEnd(share, Optional.ofNullable(project)));
    }

    /** Of the answer of the webhook. */
    public void answered(Notice notice, int status) {
        notices.ifPresent(some -> Outcome.ofStatus(status).ifPresent(why -> some.undelivered(notice, why)));
    }

    /** Of what became of the request. */
    public void failed(Notice notice, Throwable thrown) {
        notices.ifPresent(some -> Outcome.of(notice, thrown).ifPresent(why -> some.undelivered(notice, why)));
    }

    private record AtItsEnd(Syncs.Share share, Optional<ProjectRun> open) implements Ended {
        @Override
        public String project() {
            return share.project().name();
        }

        @Override
        public String run() {
            return share.run().id();
        }

        @Override
        public boolean isConclusive() {
            return open.filter(project -> !project.isStopped()).isPresent();
        }

        @Override
        public boolean isOver(HourRange hours) {
            ProjectRun project = open.orElseThrow();
            return !project.lacks(hours)
                    && hours.hours()
                            .flatMap(hour -> project.notes().of(hour).stream())
                            .noneMatch(note -> note.kind() == Note.Kind.OVERSIZE || note.kind() == Note.Kind.CORRUPT);
        }

        @Override
        public Optional<Instant> nextTry(Hour hour) {
            return open.flatMap(project -> project.notes().of(hour)).map(Note::nextTry);
        }
    }
}
