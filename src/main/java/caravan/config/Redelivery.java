package caravan.config;

import java.time.Duration;

/**
 * How often a single call is tried before it has failed.
 *
 * @param tries the first one counted
 */
public record Redelivery(int tries, Duration delay, Duration maxDelay) {}
