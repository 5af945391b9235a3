package caravan.config;

/** Which of {@code routes/warehouses} is loaded. */
public enum WarehouseKind {
    NONE("none"),
    DUCKDB("duckdb"),
    SNOWFLAKE("snowflake"),
    BIGQUERY("bigquery");

    private final String spelling;

    WarehouseKind(String spelling) {
        this.spelling = spelling;
    }

    /** The route file's name. */
    @Override
    public String toString() {
        return spelling;
    }
}
