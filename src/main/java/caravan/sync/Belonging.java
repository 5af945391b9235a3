package caravan.sync;

import caravan.config.Project;
import caravan.config.Settings;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.ProjectStart;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.ProjectObject;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Which source and layout a ledger belongs to: fixed at the first run that brings something, and never another's after that. */
record Belonging(Settings settings, String location, Clock clock) {
    /**
     * @param asked the run's range; one that begins before the project's start moves that back
     * @throws LedgerMismatch where the ledger was filled from another host, or with other keys of objects
     */
    ProjectObject of(Ledger ledger, Project project, Optional<HourRange> asked) throws IOException {
        boolean untouched = ledger.isUntouched();
        ProjectObject fixed = ledger.fix(now -> fixed(project, asked, now, untouched));
        requireSameLayout(project, fixed);
        return fixed;
    }

    /**
     * At the first run all is fixed; later only the start can move, and only back.
     *
     * @param untouched nothing came of any run: then host and key template are those of this one, but the start stays
     */
    private ProjectObject fixed(
            Project project, Optional<HourRange> asked, Optional<ProjectObject> now, boolean untouched) {
        Hour start = ProjectStart.of(
                now.map(ProjectObject::start), settings.start(), asked.map(HourRange::first), clock.instant());
        return now.filter(known -> !untouched || known.amplitudeId() != null)
                .map(known -> known.startingAt(start))
                .orElseGet(() -> new ProjectObject(
                        1, project.name(), start, project.url().getHost(), null, settings.landingKey()));
    }

    private void requireSameLayout(Project project, ProjectObject fixed) throws LedgerMismatch {
        String host = project.url().getHost();
        if (!host.equals(fixed.host())) {
            throw new LedgerMismatch("project '" + project.name() + "' asks " + host + ", but the ledger in "
                    + location + " was filled from " + fixed.host()
                    + "; two sources never share a ledger: use another project name or prefix");
        }
        if (!settings.landingKey().equals(fixed.key())) {
            throw new LedgerMismatch(
                    "caravan.landing.key is '" + settings.landingKey() + "', but the ledger of project '"
                            + project.name() + "' in " + location + " was filled with '" + fixed.key()
                            + "'; it is not changed over an existing ledger: use another prefix for the new layout");
        }
    }
}
