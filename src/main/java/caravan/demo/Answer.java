package caravan.demo;

import caravan.hour.HourRange;
import java.util.Iterator;

/**
 * What a request gets: an archive of a window, or a text.
 *
 * @param window null where the answer is the text
 */
record Answer(int status, String retryAfter, String text, SimulatedProject project, HourRange window) {
    static final String UNAUTHORIZED = "Credentials are missing";
    static final String FORBIDDEN = "These keys have no access to this project";
    static final String NO_DATA = "Raw data files were not found.";
    static final String TOO_LARGE = "The export is larger than 4 GB; ask for fewer hours";

    static Answer saying(int status, String text) {
        return new Answer(status, null, text, null, null);
    }

    static Answer trouble(Trouble trouble) {
        return new Answer(trouble.status(), trouble.retryAfter(), trouble.text(), null, null);
    }

    /** Not named like {@link #isArchive}: Camel takes the two for one, and which it meets first differs from JVM to JVM. */
    static Answer carrying(SimulatedProject project, HourRange window) {
        return new Answer(200, null, null, project, window);
    }

    public boolean isArchive() {
        return window != null;
    }

    /** The files that the archive holds, in the order of their hours; made one by one as they are asked for. */
    public Iterator<SimulatedPart> parts() {
        return window.hours().flatMap(hour -> project.parts(hour).stream()).iterator();
    }
}
