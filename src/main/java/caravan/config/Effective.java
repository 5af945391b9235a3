package caravan.config;

/**
 * One line of {@code check}: what counts for a key.
 *
 * @param value as printed: {@code ***} for a secret
 * @param origin such as {@code .env line 3} or {@code default}
 */
public record Effective(String key, String value, String origin) {}
