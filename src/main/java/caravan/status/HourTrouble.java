package caravan.status;

import caravan.failure.DeadLetter;
import caravan.failure.ListedLetters;
import caravan.failure.PastFailure;
import java.util.ArrayList;
import java.util.List;

/** What went wrong with an hour, in short lines: failures that this machine remembers, and cases for a person. */
final class HourTrouble {
    static final int FAILURES = 5;
    private static final int LONGEST = 200;

    private HourTrouble() {}

    static List<String> failures(HourCase hour) {
        List<String> lines = new ArrayList<>();
        List<PastFailure> failures = hour.failures().of(hour.hour());
        failures.stream().limit(FAILURES).forEach(failure -> {
            lines.add(failure.kind() + ", " + FailureText.times(failure) + ", asking for " + FailureText.whose(failure)
                    + (failure.run() == null ? "" : ", run " + failure.run()));
            lines.add("  " + Figures.printable(failure.cause()));
        });
        if (failures.size() > FAILURES) {
            lines.add("and " + Figures.count(failures.size() - FAILURES) + " before, in the log");
        }
        return lines.isEmpty() ? List.of("None that this machine remembers.") : lines;
    }

    static List<String> letters(ListedLetters letters) {
        List<String> lines = new ArrayList<>();
        letters.letters().forEach(letter -> letter(letter, lines));
        letters.damaged().forEach(name -> lines.add(name + ": cannot be read; ./caravan letters --purge removes it"));
        return lines.isEmpty() ? List.of("None.") : lines;
    }

    private static void letter(DeadLetter letter, List<String> lines) {
        lines.add(letter.id() + ", first " + Figures.time(letter.at()) + ", "
                + Figures.count(letter.attempts(), "attempt"));
        lines.add("  " + Figures.printable(letter.cause()));
        letter.place(LONGEST).ifPresent(place -> lines.add("  " + place));
        if (letter.payload() != null) {
            lines.add("  payload " + letter.payload());
        }
        List.of(letter.command().split(" && ")).forEach(command -> lines.add("  " + command));
    }
}
