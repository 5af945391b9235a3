package caravan.model;

/**
 * Whose SQL templates are rendered in.
 *
 * @param type as dbt's {@code target.type}
 * @param bronze the schema in which the sources lie there
 */
record Target(String type, String bronze) {
    static final Target DUCKDB = new Target("duckdb", "bronze");
}
