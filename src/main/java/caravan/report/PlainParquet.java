package caravan.report;

/** A column in types that every reader of Parquet has: Spark has no unsigned numbers, UUIDs or intervals. */
final class PlainParquet {
    private PlainParquet() {}

    static String of(AnswerColumn column) {
        String name = Sql.name(column.name());
        String plain = plain(name, column.type());
        return plain.equals(name) ? name : plain + " as " + name;
    }

    private static String plain(String name, String type) {
        return switch (type) {
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                "cast(" + name + " as timestamp) at time zone 'UTC'";
            case "UTINYINT" -> "cast(" + name + " as smallint)";
            case "USMALLINT" -> "cast(" + name + " as integer)";
            case "UINTEGER" -> "cast(" + name + " as bigint)";
            case "UBIGINT", "HUGEINT", "UHUGEINT" -> "cast(" + name + " as decimal(38, 0))";
            default -> isPlain(type) ? name : "cast(" + name + " as varchar)";
        };
    }

    private static boolean isPlain(String type) {
        return switch (type) {
            case "VARCHAR",
                    "VARCHAR[]",
                    "BOOLEAN",
                    "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "FLOAT",
                    "DOUBLE",
                    "DATE",
                    "BLOB",
                    "TIMESTAMP WITH TIME ZONE" -> true;
            default -> type.startsWith("DECIMAL(");
        };
    }
}
