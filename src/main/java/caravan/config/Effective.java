package caravan.config;

import java.util.Optional;

/**
 * One line of {@code check}: what counts for a key.
 *
 * @param value as printed: {@code ***} for a secret
 * @param origin such as {@code .env line 3} or {@code default}
 */
public record Effective(String key, String value, String origin) {
    /** Whether it would be the same if nobody had set it. */
    public boolean isDefault() {
        return origin.equals(Value.DEFAULT)
                || KeyNames.known(key).flatMap(Key::fallback).equals(Optional.of(value));
    }
}
