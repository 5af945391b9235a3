package caravan.demo;

/**
 * One request as it came, and the status it got.
 *
 * @param start as sent; null where it was not
 * @param end as sent; null where it was not
 */
public record Request(String start, String end, int status) {}
