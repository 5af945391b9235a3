import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.Function;
import com.google.zetasql.FunctionArgumentType;
import com.google.zetasql.FunctionSignature;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.PreparedExpression;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLFunctions.FunctionEnums.Mode;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableStmtBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateViewBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every statement that BigQuery is sent, analysed by ZetaSQL, which is BigQuery's own parser and analyser: names, types and functions, on
 * the tables that setup makes. Scripting around the statements it does not analyse; its expressions are taken for queries. Then what the
 * expressions of a load make of hard lines, by ZetaSQL's reference implementation.
 */
public final class BigQuerySql {
    private static final Map<String, TypeKind> PARAMETERS = Map.of(
            "project", TypeKind.TYPE_STRING, "hour", TypeKind.TYPE_DATETIME, "revision", TypeKind.TYPE_INT64, "lines", TypeKind.TYPE_INT64,
            "former", TypeKind.TYPE_INT64, "record_version", TypeKind.TYPE_STRING, "committed_at", TypeKind.TYPE_DATETIME,
            "loaded_at", TypeKind.TYPE_DATETIME, "load_number", TypeKind.TYPE_INT64);
    private static final List<String> VARIABLES = List.of("next_load", "changed", "came", "turned_away");

    private final LanguageOptions language = new LanguageOptions();
    private final SimpleCatalog catalog = new SimpleCatalog("bigquery");
    private final AnalyzerOptions options = new AnalyzerOptions();
    private final Map<String, String> functions = new LinkedHashMap<>();
    private int analysed;

    private BigQuerySql() {
        language.enableMaximumLanguageFeatures();
        language.setSupportsAllStatementKinds();
        options.setLanguageOptions(language);
        PARAMETERS.forEach((name, kind) -> options.addQueryParameter(name, TypeFactory.createSimpleType(kind)));
        VARIABLES.forEach(name -> options.addQueryParameter(name, TypeFactory.createSimpleType(TypeKind.TYPE_INT64)));
        options.addQueryParameter("first", TypeFactory.createSimpleType(TypeKind.TYPE_DATETIME));
        options.addQueryParameter("last", TypeFactory.createSimpleType(TypeKind.TYPE_DATETIME));
        options.addQueryParameter("objects", TypeFactory.createArrayType(TypeFactory.createSimpleType(TypeKind.TYPE_STRING)));
        catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
        for (String table : List.of("acme-lake.staging.t0", "acme-lake.staging.t1")) {
            table(table, List.of(column(table, "line", TypeKind.TYPE_INT64), column(table, "raw", TypeKind.TYPE_STRING),
                    column(table, "reason", TypeKind.TYPE_STRING), column(table, "beginning", TypeKind.TYPE_STRING)));
        }
    }

    /** Of the folder of the loader's statements; or of dbt's, in the order of their names, with that of the loader's before it. */
    public static void main(String[] folder) throws Exception {
        BigQuerySql sql = new BigQuerySql();
        Path printed = Path.of(folder[0]);
        if (folder.length > 1) {
            sql.models(Files.readString(printed.resolve("setup-plain.sql")), Path.of(folder[1]));
            return;
        }
        sql.each(Files.readString(printed.resolve("setup.sql")));
        for (String name : List.of("marks", "looked", "load-uploaded", "load-direct", "load-empty", "load-narrow")) {
            sql.each(Files.readString(printed.resolve(name + ".sql")));
        }
        sql.refuses("SELECT wrong FROM `acme-lake.bronze.loads`");
        sql.refuses("INSERT INTO `acme-lake.bronze.load_numbers` (load_number) VALUES ('a text')");
        sql.values();
        sql.lines(Files.readString(printed.resolve("load-direct.sql")));
        System.out.println(sql.analysed + " statements analysed by ZetaSQL");
    }

    /** Each statement on what the statements before it made. */
    private void models(String setup, Path folder) throws Exception {
        each(setup);
        // BigQuery's other names of INT64.
        List.of("bigint", "integer").forEach(name -> catalog.addType(name, TypeFactory.createSimpleType(TypeKind.TYPE_INT64)));
        List<String> refused = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                for (String statement : ofDbt(Files.readString(file)).split(";\n")) {
                    try {
                        if (!statement.isBlank()) {
                            statement(statement.strip());
                        }
                    } catch (IllegalStateException e) {
                        refused.add(file.getFileName() + ": " + e.getMessage());
                    }
                }
            }
        }
        refuses("SELECT wrong FROM `acme-lake.silver.users`");
        if (!refused.isEmpty()) {
            throw new IllegalStateException(refused.size() + " are refused:\n" + String.join("\n\n", refused));
        }
        System.out.println(analysed + " statements analysed by ZetaSQL");
    }

    /** Names of tables as the catalog has them, and without what only scripts have, which is the loop of a hook. */
    private static String ofDbt(String script) {
        return script.replaceAll("`acme-lake`\\.`(\\w+)`\\.`(\\w+)`", "`acme-lake.$1.$2`")
                        .replaceAll("\\b(?<!\\.)intermediate\\.component_members", "`acme-lake.intermediate.component_members`")
                        .replaceAll("(?m)^ *loop$|^ *end loop;$", "")
                        .replaceAll("(?m)^ *if @@row_count = 0 then\n *leave;\n *end if;$", "")
                + "\n";
    }

    private void each(String script) {
        for (String statement : script.replaceAll("(?m)^ *--.*\n", "").split(";")) {
            String text = plain(statement.strip());
            if (!text.isEmpty()) {
                statement(text);
            }
        }
    }

    /** Without what only scripts have. */
    private String plain(String statement) {
        String text = statement.replaceFirst("(?s)^IF (.*?) THEN\\s", "");
        if (!text.equals(statement)) {
            statement("SELECT " + variables(statement.replaceFirst("(?s)^IF (.*?) THEN\\s.*", "$1")));
        }
        if (text.startsWith("DECLARE ") || text.equals("END IF") || text.contains("@@row_count")) {
            return "";
        }
        return variables(text.startsWith("SET ") ? "SELECT " + text.replaceFirst("(?s)^SET \\w+ = ", "") : text);
    }

    private static String variables(String text) {
        String all = text;
        for (String name : VARIABLES) {
            all = all.replaceAll("(?<![\\w@.`])" + name + "(?![\\w`])", "@" + name);
        }
        return all;
    }

    private void statement(String text) {
        ResolvedStatement resolved;
        try {
            resolved = Analyzer.analyzeStatement(text, options, catalog);
        } catch (RuntimeException e) {
            throw new IllegalStateException(e.getMessage() + "\nin\n" + text, e);
        }
        analysed++;
        if (resolved instanceof ResolvedCreateTableStmtBase made) {
            made(made);
        } else if (resolved instanceof ResolvedCreateViewBase made) {
            made(made);
        } else if (text.startsWith("CREATE TEMP FUNCTION ")) {
            function(text);
        }
    }

    private void made(ResolvedCreateTableStmtBase made) {
        String name = String.join(".", made.getNamePath());
        List<SimpleColumn> columns = new ArrayList<>();
        made.getColumnDefinitionList().forEach(column -> columns.add(new SimpleColumn(name, column.getName(), column.getType())));
        table(name, columns);
    }

    private void made(ResolvedCreateViewBase made) {
        String name = String.join(".", made.getNamePath());
        List<SimpleColumn> columns = new ArrayList<>();
        made.getOutputColumnList().forEach(column -> columns.add(new SimpleColumn(name, column.getName(), column.getColumn().getType())));
        table(name, columns);
    }

    private void table(String name, List<SimpleColumn> columns) {
        if (catalog.getTableNameList().contains(name.toLowerCase(Locale.ROOT))) {
            catalog.removeSimpleTable(name);
        }
        catalog.addSimpleTable(name, new SimpleTable(name, columns));
    }

    private static SimpleColumn column(String table, String name, TypeKind kind) {
        return new SimpleColumn(table, name, TypeFactory.createSimpleType(kind));
    }

    private void function(String text) {
        String name = text.replaceFirst("(?s)^CREATE TEMP FUNCTION (\\w+)\\(.*", "$1");
        if (functions.put(name, text.replaceFirst("(?s)^.*?\\) AS \\((.*)\\)$", "$1")) == null) {
            TypeKind from = text.contains("(value JSON)") ? TypeKind.TYPE_JSON : TypeKind.TYPE_STRING;
            TypeKind to = name.equals("json_of") || name.equals("event_of") ? TypeKind.TYPE_JSON : TypeKind.TYPE_STRING;
            FunctionSignature signature = new FunctionSignature(argument(to), List.of(argument(from)), -1);
            catalog.addFunction(new Function(List.of(name), "temporary", Mode.SCALAR, List.of(signature)));
        }
    }

    private static FunctionArgumentType argument(TypeKind kind) {
        return new FunctionArgumentType(TypeFactory.createSimpleType(kind));
    }

    private void refuses(String wrong) {
        try {
            Analyzer.analyzeStatement(wrong, options, catalog);
        } catch (RuntimeException e) {
            return;
        }
        throw new IllegalStateException("ZetaSQL lets pass: " + wrong);
    }

    private void values() {
        String line = "{\"$insert_id\":\"x\",\"uuid\":null,\"amplitude_id\":9007199254740993,\"location_lat\":1.10,\"paying\":\"\","
                + "\"groups\":{\"b\":[1,null],\"a\":\"\\u00e9\"},\"event_properties\":{\"a.b\":1,\"q\\\"x\":2,\"[Amplitude] Page URL\":\"/\"},"
                + "\"data\":null,\"uuid\":\"second\"}";
        is("x", text("$insert_id"), line);
        is(null, text("uuid"), line);
        is("9007199254740993", text("amplitude_id"), line);
        is("1.1", text("location_lat"), line);
        is("", text("paying"), line);
        is("{\"a\":\"é\",\"b\":[1,null]}", text("groups"), line);
        is(null, text("not there"), line);
        is("true", "CAST(" + body("json_of", "(" + body("event_of", "@line") + ")['data']") + " IS NULL AS STRING)", line);
        is("a.b,q\"x,[Amplitude] Page URL", "(SELECT STRING_AGG(" + body("key_of", "written") + " ORDER BY written) FROM UNNEST(JSON_KEYS("
                + body("event_of", "@line") + "['event_properties'], 1)) AS written)", line);
        for (String none : List.of("{", "[1]", "\"text\"", "", "{\"a\":\"\\ud800\"}")) {
            is("false", "CAST(COALESCE(JSON_TYPE(" + body("event_of", "@line") + ") = 'object', FALSE) AS STRING)", none);
        }
    }

    /** Of an object that BigQuery read itself: numbers below 0, each its own, the same whatever the order of the lines is. */
    private void lines(String load) {
        String line = load.replaceFirst("(?s).*?SELECT object, (-.*?) AS line, .*", "$1");
        String numbers = "(SELECT STRING_AGG(DISTINCT CAST(line AS STRING) ORDER BY CAST(line AS STRING)) FROM (SELECT " + line
                + " AS line FROM (SELECT 'o' AS object, raw FROM UNNEST(SPLIT(@line, ' ')) AS raw)))";
        is("4", "CAST(ARRAY_LENGTH(SPLIT(" + numbers + ")) AS STRING)", "a a b a");
        is("true", "CAST(" + numbers + " = " + numbers.replace("@line", "'a a a b'") + " AS STRING)", "b a a a");
        is("false", "CAST(REGEXP_CONTAINS(" + numbers + ", r'(^|,)\\d') AS STRING)", "a a b a");
    }

    private String text(String key) {
        return body("text_of", body("event_of", "@line") + "['" + key + "']");
    }

    /** A function of the load, written out. */
    private String body(String function, String argument) {
        return "(" + functions.get(function).replaceAll("\\b(?:value|raw|written)\\b", java.util.regex.Matcher.quoteReplacement(argument)) + ")";
    }

    private void is(String expected, String expression, String line) {
        AnalyzerOptions own = new AnalyzerOptions();
        own.setLanguageOptions(language);
        own.addQueryParameter("line", TypeFactory.createSimpleType(TypeKind.TYPE_STRING));
        try (PreparedExpression prepared = new PreparedExpression(expression)) {
            prepared.prepare(own);
            Value value = prepared.execute(new HashMap<>(), new HashMap<>(Map.of("line", Value.createStringValue(line))));
            String found = value.isNull() ? null : value.getStringValue();
            if (!java.util.Objects.equals(found, expected)) {
                throw new IllegalStateException("'" + found + "' instead of '" + expected + "' from " + expression);
            }
        }
    }
}
