package caravan.failure;

import caravan.ledger.LedgerJson;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How dead letters lie in their folder: {@code {id}.json}, and beside it {@code {id}.zip} or {@code {id}.txt}. Other files are not touched. */
record LetterFiles(PrivateFolder folder) {
    private static final String LETTER = ".json";
    private static final Pattern NAME =
            Pattern.compile("(([a-z0-9]+)-\\d{4}-\\d{2}-\\d{2}T\\d{2}-[a-z-]+-[0-9a-f]{8})\\.(json|zip|txt)");
    private static final int LONGEST = 1 << 20;
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** ASCII alone, so that the file is safe to look at, whatever an entry is called. */
    private static final ObjectWriter JSON =
            LedgerJson.MAPPER.writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    static String name(DeadLetter letter) {
        return letter.id() + LETTER;
    }

    /** The project of a letter, as its file's name spells it; empty where the file is none of a letter. */
    static String project(String name) {
        Matcher ours = NAME.matcher(name);
        return ours.matches() ? ours.group(2) : "";
    }

    /** Names of letters, in their order. */
    List<String> letters() throws IOException {
        return folder.names().stream()
                .filter(name -> name.endsWith(LETTER) && isOurs(name))
                .toList();
    }

    private static boolean isOurs(String name) {
        return NAME.matcher(name).matches();
    }

    private static String id(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * @throws NoSuchFileException where it is not there
     * @throws IOException where it is not what is written here
     */
    DeadLetter read(String name) throws IOException {
        DeadLetter letter = LedgerJson.MAPPER.readValue(folder.read(name, LONGEST), DeadLetter.class);
        if (letter == null || !name.equals(name(letter))) {
            throw new IOException("'" + name + "' holds " + (letter == null ? "nothing" : letter.id()));
        }
        return letter;
    }

    void write(DeadLetter letter, Instant now) throws IOException {
        folder.writeDurably(name(letter), JSON.writeValueAsBytes(letter), now);
    }

    /** The letter and its payload; the letter first, so that none is left whose payload is gone. */
    void delete(String letter) throws IOException {
        if (isOurs(letter)) {
            folder.delete(letter);
            for (String payload : DeadLetter.payloads(id(letter))) {
                folder.delete(payload);
            }
        }
    }

    /** Removes letters last written before then, and what processes that died have left. */
    void expire(Instant before, Instant now) throws IOException {
        for (String letter : letters()) {
            if (isOlder(letter, before)) {
                delete(letter);
            }
        }
        List<String> names = folder.names();
        for (String name : names) {
            boolean orphan = isOurs(name) && !names.contains(id(name) + LETTER);
            if ((orphan || PrivateFolder.isTemporary(name)) && isOlder(name, now.minus(ABANDONED))) {
                folder.delete(name);
            }
        }
    }

    private boolean isOlder(String name, Instant than) throws IOException {
        try {
            return folder.modified(name).isBefore(than);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
