package caravan.landing;

import caravan.config.Key;
import java.io.IOException;

/** A line that landed under a higher limit than the one that is set now. */
public final class LineTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLong(long line, int longest) {
        super("line " + line + " is longer than " + longest + " bytes (" + Key.LINE.spelling()
                + "), and was not when it landed; set it as high as it was then");
    }
}
