package caravan.failure;

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
    public ListedLetters {
        letters = letters.stream()
                .sorted(Comparator.comparing(DeadLetter::project)
                        .thenComparing(DeadLetter::hour)
                        .thenComparing(DeadLetter::id))
                .toList();
        damaged = List.copyOf(damaged);
    }

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
}
