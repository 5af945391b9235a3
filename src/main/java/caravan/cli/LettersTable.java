package caravan.cli;

import caravan.archive.Escaped;
import caravan.failure.DeadLetter;
import caravan.failure.ListedLetters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Dead letters for people: a row each, below it what happened and the commands that deal with it.
 *
 * @param folder in which they lie
 * @param width of the terminal; only commands and names of files go beyond it
 * @param now for their age
 */
record LettersTable(Path folder, int width, Instant now) {
    private static final String INDENT = "    ";

    String of(ListedLetters listed) {
        if (listed.isEmpty()) {
            return "no dead letters in " + folder + "\n";
        }
        int longest = listed.letters().stream()
                .mapToInt(letter -> letter.id().length())
                .reduce(2, Math::max);
        StringBuilder table = new StringBuilder();
        if (!listed.letters().isEmpty()) {
            table.append(row(longest, "id", "hour", "kind", "attempts", "age"));
        }
        listed.letters().forEach(letter -> table.append(letter(letter, longest)));
        listed.damaged().forEach(name -> table.append(name)
                .append("\n" + INDENT + "cannot be read; look at the file, or remove it with --purge\n"));
        int count = listed.letters().size() + listed.damaged().size();
        return table.append('\n')
                .append(Amounts.text(count, "dead letter"))
                .append(" in ")
                .append(folder)
                .append('\n')
                .toString();
    }

    private String letter(DeadLetter letter, int longest) {
        StringBuilder text = new StringBuilder(row(
                longest,
                letter.id(),
                letter.hour().toString(),
                letter.kind().toString(),
                Integer.toString(letter.attempts()),
                age(letter)));
        line(text, Escaped.text(letter.cause(), width - INDENT.length() - 1));
        letter.place(width / 2).ifPresent(place -> line(text, place));
        if (letter.payload() != null) {
            line(text, "payload " + letter.payload());
        }
        // One line each, so that both can be taken whole from a narrow terminal.
        line(text, letter.command().replace(" && ", "\n" + INDENT));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(INDENT).append(line).append('\n');
    }

    private String age(DeadLetter letter) {
        Duration age = Duration.between(letter.at(), now);
        if (age.toHours() < 1) {
            return Math.max(0, age.toMinutes()) + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
    }

    private static String row(int longest, String... columns) {
        return String.format(Locale.ROOT, "%-" + longest + "s  %-13s  %-9s  %8s  %6s", (Object[]) columns) + "\n";
    }
}
