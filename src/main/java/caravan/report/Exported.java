package caravan.report;

/**
 * What an export holds.
 *
 * @param table such as {@code silver.events}
 * @param byDate whether there is a folder for each day
 */
public record Exported(String table, long rows, boolean byDate) {}
