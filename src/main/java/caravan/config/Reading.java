package caravan.config;

import caravan.config.Accepted.Refusal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads typed values, notes what is wrong with them and goes on, and keeps what counts in the end for the routes and for {@code check}. */
final class Reading {
    private final Map<String, Value> values;
    private final Problems problems;
    private final Set<Key> read = EnumSet.noneOf(Key.class);
    private final Map<String, Effective> effective = new LinkedHashMap<>();
    private final Map<String, String> machine = new LinkedHashMap<>();

    Reading(Map<String, Value> values, Problems problems) {
        this.values = Collections.unmodifiableMap(values);
        this.problems = problems;
    }

    Map<String, Value> values() {
        return values;
    }

    Optional<Value> value(Key key) {
        return Optional.ofNullable(values.get(key.spelling()));
    }

    void problem(String text) {
        problems.add(text);
    }

    /** The value set, else the table's default. After a problem: the default, so that reading can go on. */
    <T> T required(Key key, Accepted<T> accepted) {
        return optional(key, key.spelling(), accepted)
                .orElseGet(() -> accepted.parse().apply(key.fallback().orElseThrow()));
    }

    /** The value set, else one that depends on other things. */
    <T> T orElse(Key key, String name, T dependent, Accepted<T> accepted) {
        Optional<T> set = optional(key, name, accepted);
        if (set.isEmpty()) {
            keep(new Value(name, key, String.valueOf(dependent), Value.DEFAULT), dependent, accepted);
        }
        return set.orElse(dependent);
    }

    <T> Optional<T> optional(Key key, Accepted<T> accepted) {
        return optional(key, key.spelling(), accepted);
    }

    /** @param name the key's spelling, with a project's own name where it has one */
    <T> Optional<T> optional(Key key, String name, Accepted<T> accepted) {
        read.add(key);
        Optional<Value> value = Optional.ofNullable(values.get(name))
                .or(() -> key.fallback().map(text -> new Value(name, key, text, Value.DEFAULT)));
        return value.flatMap(found -> parsed(found, accepted));
    }

    private <T> Optional<T> parsed(Value value, Accepted<T> accepted) {
        if (!value.key().secret() && SecretReading.isInVault(value.text())) {
            problems.add(
                    value + ": only secrets are looked up in AWS Secrets Manager; accepted is " + accepted.words());
            return Optional.empty();
        }
        try {
            T parsed = accepted.parse().apply(value.text());
            keep(value, parsed, accepted);
            return Optional.of(parsed);
        } catch (Refusal e) {
            problems.add(value + ": " + e.getMessage() + "; accepted is " + accepted.words());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            problems.add(value + ": accepted is " + accepted.words());
        }
        return Optional.empty();
    }

    private <T> void keep(Value value, T parsed, Accepted<T> accepted) {
        String printed = parsed instanceof Path ? parsed.toString() : value.printed();
        effective.put(value.name(), new Effective(value.name(), printed, value.origin()));
        if (!value.key().secret()) {
            machine.put(value.name(), accepted.machine().apply(parsed));
        }
    }

    /** Keys that were asked for: all of the table, or a key does nothing. */
    Set<Key> read() {
        return read;
    }

    Map<String, Effective> effective() {
        return effective;
    }

    /** By key, as the routes take it; never a secret. */
    Map<String, String> machine() {
        return machine;
    }
}
