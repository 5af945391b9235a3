package caravan.bigquery;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tables that hold an hour's objects, one each and in their order, until the transaction takes them over.
 *
 * @param tables {@code project.dataset.table}
 * @param direct whether BigQuery read the objects itself: then a row is a line, and says neither its place nor whether it is an event
 */
record Staged(List<String> tables, boolean direct) {
    /** In one statement: far below what a query may name. */
    private static final int AT_ONCE = 200;

    /**
     * A number for each line of an object that BigQuery read, which knows no places: below 0, the same in each load, and never the same
     * for two lines. It is made of the line's hash; the last 15 bits tell those apart whose others are the same.
     */
    private static final String LINE =
            "-((FARM_FINGERPRINT(raw) & 0x7FFFFFFFFFFF8000) + ROW_NUMBER() OVER (PARTITION BY object,"
                    + " FARM_FINGERPRINT(raw) & 0x7FFFFFFFFFFF8000 ORDER BY FARM_FINGERPRINT(raw), raw))";

    Staged {
        tables = List.copyOf(tables);
    }

    /** Queries with object, line, raw, reason and beginning of each line; all of them together have all. */
    List<String> selects() {
        List<String> selects = new ArrayList<>();
        for (int from = 0; from < tables.size(); from += AT_ONCE) {
            String columns = direct ? "raw" : "line, raw, reason, beginning";
            String rows = IntStream.range(from, Math.min(from + AT_ONCE, tables.size()))
                    .mapToObj(n -> "SELECT @objects[OFFSET(" + n + ")] AS object, " + columns + " FROM `"
                            + tables.get(n) + "`")
                    .collect(Collectors.joining(" UNION ALL\n"));
            selects.add(direct ? numbered(rows) : rows);
        }
        return selects;
    }

    private static String numbered(String rows) {
        return "SELECT object, " + LINE + " AS line, raw, CAST(NULL AS STRING) AS reason,"
                + " CAST(NULL AS STRING) AS beginning FROM (\n" + rows + "\n) WHERE TRIM(raw, ' \\t\\r') != ''";
    }
}
