package caravan.status;

import caravan.hour.Hour;
import caravan.ledger.LedgerJson;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts of records on local disk, one file a project and month: {@code {directory}/{project}/{yyyy-MM}.jsonl}. Disposable: what
 * is missing, damaged or cannot be read or written is as if it had never been there, and never an error.
 */
public final class RecordCache {
    private static final Logger LOG = LoggerFactory.getLogger(RecordCache.class);
    private static final ObjectReader LINE = LedgerJson.MAPPER.readerFor(RecordFacts.class);

    private final Path directory;

    /** @param directory made when first written to */
    public RecordCache(Path directory) {
        this.directory = directory;
    }

    Map<Hour, RecordFacts> read(String project, YearMonth month) {
        Map<Hour, RecordFacts> facts = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file(project, month))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                RecordFacts fact = LINE.readValue(line);
                if (fact != null) {
                    facts.put(fact.hour(), fact);
                }
            }
        } catch (NoSuchFileException none) {
            return facts;
        } catch (IOException damaged) {
            // The lines before the damage still hold: each names the version that it is true of.
            LOG.debug("cache {} is read up to its damage only: {}", file(project, month), damaged.toString());
        }
        return facts;
    }

    /** Replaces the month's file as a whole; of several writers the last wins, and each is right. */
    void write(String project, YearMonth month, Collection<RecordFacts> facts) {
        Path file = file(project, month);
        Path temporary = null;
        try {
            Files.createDirectories(file.getParent());
            temporary = Files.createTempFile(file.getParent(), ".cache-", ".tmp");
            try (BufferedWriter lines = Files.newBufferedWriter(temporary)) {
                for (RecordFacts fact : facts) {
                    lines.write(LedgerJson.MAPPER.writeValueAsString(fact));
                    lines.newLine();
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.debug("cache {} is not kept: {}", file, e.toString());
            remove(temporary);
        }
    }

    private static void remove(Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.debug("{} stays: {}", temporary, e.toString());
        }
    }

    private Path file(String project, YearMonth month) {
        return directory.resolve(project).resolve(month + ".jsonl");
    }
}
