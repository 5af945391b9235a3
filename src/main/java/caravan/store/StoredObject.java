package caravan.store;

import java.time.Instant;

/** One line of a listing. {@code version} is what {@link Store#replace} takes; {@code modified} is the store's own clock. */
public record StoredObject(String key, long bytes, String version, Instant modified) {}
