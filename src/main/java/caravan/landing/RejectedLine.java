package caravan.landing;

/**
 * Where a line lies that is no event.
 *
 * @param line from 1, blank lines counted
 * @param offset of its first byte in the entry's JSON, from 0
 */
public record RejectedLine(long line, long offset) {}
