package caravan.failure;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.LedgerJson;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong lately on this machine, so that a due hour without a note can say why: {@code failures-{project}.jsonl}, the
 * last ones of each project. Disposable: what cannot be written or read is told in the log, and never an error. Thread-safe; of
 * several processes that write at the same moment the last is remembered.
 */
public final class Journal {
    /** So many cases a project; an older one is forgotten. */
    static final int KEPT = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int LONGEST = 16 << 20;
    private static final int LONGEST_CAUSE = 1_000;
    private static final ObjectWriter JSON = LedgerJson.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final ObjectReader LINE = LedgerJson.MAPPER.readerFor(PastFailure.class);

    private final PrivateFolder folder;

    /** @param directory local; made when first written to */
    public Journal(Path directory) {
        this.folder = new PrivateFolder(directory);
    }

    /** @param hours empty where the project failed before any was asked for */
    public synchronized void failed(
            String project, Optional<HourRange> hours, Failure failure, Instant at, String run) {
        String cause = failure.cause().length() > LONGEST_CAUSE
                ? failure.cause().substring(0, LONGEST_CAUSE) + "…"
                : failure.cause();
        PastFailure now = PastFailure.of(project, hours, new Failure(failure.kind(), cause), at, run);
        List<PastFailure> known = new ArrayList<>(read(project));
        PastFailure latest = known.stream()
                .filter(now::isSameCase)
                .findFirst()
                .map(now::after)
                .orElse(now);
        known.removeIf(now::isSameCase);
        known.add(latest);
        write(project, known.subList(Math.max(0, known.size() - KEPT), known.size()), at);
    }

    private void write(String project, List<PastFailure> failures, Instant at) {
        try {
            StringBuilder lines = new StringBuilder();
            for (PastFailure failure : failures) {
                lines.append(JSON.writeValueAsString(failure)).append('\n');
            }
            folder.make();
            folder.write(name(project), lines.toString().getBytes(StandardCharsets.UTF_8), at);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "what failed is not remembered in '{}': {}; 'why' and 'status' then know less of due hours, nothing else depends on it",
                    folder.path(),
                    e.toString());
        }
    }

    /** What went wrong with the project's hours, the last first. */
    public List<PastFailure> of(String project) {
        List<PastFailure> failures = new ArrayList<>(read(project));
        // Of the same instant too, what was written last comes first.
        Collections.reverse(failures);
        failures.sort(Comparator.comparing(PastFailure::at).reversed());
        return failures;
    }

    /** What went wrong with this hour, or kept the project from coming to it, the last first. */
    public List<PastFailure> of(String project, Hour hour) {
        return of(project).stream().filter(failure -> failure.concerns(hour)).toList();
    }

    /** In the order in which they were written. */
    private List<PastFailure> read(String project) {
        try {
            String text = new String(folder.read(name(project), LONGEST), StandardCharsets.UTF_8);
            return text.lines().flatMap(Journal::line).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "what failed before cannot be read from '{}': {}; 'why' and 'status' know less of due hours, nothing else depends on it",
                    folder.file(name(project)),
                    e.toString());
            return List.of();
        }
    }

    /** None where the line is damaged: the others still hold. */
    private static Stream<PastFailure> line(String line) {
        try {
            return Stream.ofNullable(LINE.<PastFailure>readValue(line));
        } catch (IOException e) {
            LOG.debug("a line of the journal is not read: {}", e.toString());
            return Stream.empty();
        }
    }

    private static String name(String project) {
        return "failures-" + project + ".jsonl";
    }
}
