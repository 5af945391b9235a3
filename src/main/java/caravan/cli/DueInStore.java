package caravan.cli;

import caravan.config.Project;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.ledger.ProjectObject;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** How many closed hours of a project are not in the store yet. */
final class DueInStore {
    private DueInStore() {}

    /** Empty where the project is not configured, has never run, or the store does not answer: then nobody knows. */
    static Optional<Long> of(Session session, String name) {
        try {
            for (Project project : session.settings().projects()) {
                if (project.name().equals(name)) {
                    return due(session, session.ledger(project));
                }
            }
        } catch (IOException | SdkException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Long> due(Session session, Ledger ledger) throws IOException {
        Optional<HourRange> closed =
                ledger.projectObject().map(ProjectObject::start).flatMap(session.dueHours()::closed);
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                (long) closed.get().count() - ledger.done(closed.get()).count());
    }
}
