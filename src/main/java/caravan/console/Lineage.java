package caravan.console;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Which table is made of which: drawn when it is asked for first. */
public final class Lineage {
    private final Optional<Callable<String>> drawing;
    private Reply drawn;

    /** @param drawing gives SVG; empty where there is no warehouse */
    public Lineage(Optional<Callable<String>> drawing) {
        this.drawing = drawing;
    }

    synchronized Reply picture(Question question) throws Exception {
        question.takes();
        if (drawing.isEmpty()) {
            throw new Refused(404, "there is no lineage: caravan.warehouse is none");
        }
        if (drawn == null) {
            drawn = Reply.of("image/svg+xml", drawing.get().call().getBytes(StandardCharsets.UTF_8))
                    // Alone it has styles in itself, and nothing else.
                    .with(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        }
        return drawn;
    }
}
