package caravan.report;

/** Text as SQL spells it. */
final class Sql {
    private Sql() {}

    /** A literal. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name of a table or column, whatever it is made of. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
