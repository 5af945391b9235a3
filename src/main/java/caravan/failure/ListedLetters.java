package caravan.failure;

import caravan.hour.Hour;
import caravan.ledger.LedgerJson;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the folder of dead letters holds.
 *
 * @param letters by project and hour
 * @param damaged names of letters that cannot be read
 */
public record ListedLetters(List<DeadLetter> letters, List<String> damaged) {
    private static final ObjectWriter JSON = LedgerJson.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    public ListedLetters {
        letters = letters.stream()
                .sorted(Comparator.comparing(DeadLetter::project)
                        .thenComparing(DeadLetter::hour)
                        .thenComparing(DeadLetter::id))
                .toList();
        damaged = List.copyOf(damaged);
    }

    /** For programs: an object with {@code letters}, each as in its file, and {@code damaged}; one line, without its end. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException("dead letters that were read cannot be written", e);
        }
    }

    @JsonIgnore
    public boolean isEmpty() {
        return letters.isEmpty() && damaged.isEmpty();
    }

    /** Those of projects of such names. */
    public ListedLetters of(Predicate<String> project) {
        return new ListedLetters(
                letters.stream()
                        .filter(letter -> project.test(letter.project()))
                        .toList(),
                damaged.stream()
                        .filter(name -> project.test(LetterFiles.project(name)))
                        .toList());
    }

    /** Those of one hour. */
    public ListedLetters of(String project, Hour hour) {
        return new ListedLetters(
                letters.stream()
                        .filter(letter -> letter.project().equals(project)
                                && letter.hour().equals(hour))
                        .toList(),
                damaged.stream()
                        .filter(name -> name.startsWith(project + "-" + hour + "-"))
                        .toList());
    }
}
