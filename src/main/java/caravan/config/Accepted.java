package caravan.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a key accepts, and how that is said to people.
 *
 * @param words such as {@code a whole number from 1 to 24}
 * @param parse throws {@link IllegalArgumentException}, or {@link Refusal} where there is more to say than the words
 * @param machine as the routes take the value
 */
record Accepted<T>(String words, Function<String, T> parse, Function<T, String> machine) {
    Accepted(String words, Function<String, T> parse) {
        this(words, parse, String::valueOf);
    }

    /** Why this very value is not accepted. Its message holds nothing of a secret. */
    static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    Accepted<T> machine(Function<T, String> as) {
        return new Accepted<>(words, parse, as);
    }

    static Accepted<String> matching(String regex, String words) {
        return new Accepted<>(words, text -> {
            check(text.matches(regex));
            return text;
        });
    }

    static Accepted<Integer> number(int least, int most) {
        return new Accepted<>("a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            check(number >= least && number <= most);
            return number;
        });
    }

    static Accepted<Long> size(long least, long most) {
        String words =
                "bytes or a size such as 512MiB or 4.5GiB, from " + Sizes.spelt(least) + " to " + Sizes.spelt(most);
        return new Accepted<>(words, text -> {
            long bytes = Sizes.parse(text);
            check(bytes >= least && bytes <= most);
            return bytes;
        });
    }

    static Accepted<Duration> duration(String least, String most) {
        String words = "an ISO-8601 duration such as PT2H15M or P1D, from " + least + " to " + most;
        return new Accepted<>(words, text -> {
            Duration duration = Duration.parse(text);
            check(duration.compareTo(Duration.parse(least)) >= 0 && duration.compareTo(Duration.parse(most)) <= 0);
            return duration;
        });
    }

    /** Constants by what their {@code toString} says, in any case. */
    static <T> Accepted<T> oneOf(List<T> constants) {
        String words = constants.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return new Accepted<>(words, text -> constants.stream()
                .filter(constant -> constant.toString().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    static <T> Accepted<List<T>> listOf(Accepted<T> one, String words) {
        return new Accepted<>(words, text -> Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .map(one.parse())
                        .toList())
                .machine(list -> list.stream().map(one.machine()).collect(Collectors.joining(",")));
    }

    /** As Camel's options take a time: it reads PT15M as 0, without a word. */
    static String milliseconds(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    static void check(boolean accepted) {
        if (!accepted) {
            throw new IllegalArgumentException();
        }
    }
}
