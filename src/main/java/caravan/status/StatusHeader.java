package caravan.status;

import caravan.hour.Hour;

/** The lines that introduce a project, above whatever is drawn of its hours. */
final class StatusHeader {
    private StatusHeader() {}

    static String of(ProjectStatus status) {
        if (!status.hasRun()) {
            return "project " + status.project()
                    + "   never run; ./caravan sync --project " + status.project()
                    + " begins\n";
        }
        Counts counts = status.counts();
        return "project " + status.project() + "   since " + status.start().orElseThrow() + "   complete through "
                + status.completeThrough().map(Hour::toString).orElse("-") + "\n"
                + Figures.count(counts.landed()) + " landed, " + Figures.count(counts.empty()) + " empty, "
                + Figures.count(counts.due()) + " due, " + Figures.count(counts.notYet()) + " not yet   "
                + Figures.count(status.events(), "event") + "   " + Figures.bytes(status.bytes()) + "\n";
    }

    /** What was asked for is all before the project's start. */
    static String nothing() {
        return "this range is before the project's start; ./caravan sync with it moves the start back\n";
    }
}
