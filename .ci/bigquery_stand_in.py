"""As much of BigQuery's REST as dbt's adapter asks for, on loopback: each statement is kept as it came, translated by sqlglot and run on DuckDB.

It shows that dbt-bigquery takes the models, and what their statements come to where BigQuery's functions do what Google's pages say of them. It is not
BigQuery: what BigQuery refuses ZetaSQL tells (BigQuerySql.java), and neither knows its quotas, nor what it makes of correlated queries.
"""
import json, os, re, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import duckdb, sqlglot
from sqlglot import exp

# Functions that DuckDB has in another way, or not: named here as in BigQuery, with bq_ before.
MACROS = {
    # Null for objects and lists, which DuckDB gives as text.
    "json_value(json, path)": "case when coalesce(json_type(json, path), 'NULL') not in ('NULL', 'OBJECT', 'ARRAY') then json_extract_string(json, path) end",
    "json_query(json, path)": "json_extract(json, path)",
    "json_type(json)": "case json_type(json) when 'OBJECT' then 'object' when 'ARRAY' then 'array' when 'VARCHAR' then 'string' when 'BOOLEAN' then 'boolean' when 'NULL' then 'null' else case when json is not null then 'number' end end",
    "to_json_string(json)": "coalesce(cast(json as varchar), 'null')",
    "utc_now()": "timezone('UTC', now())",
    "parse_json(text)": "cast(text as json)",
    # With a quote around a key that is more than a word.
    "json_keys(json)": "list_transform(json_keys(json), lambda key: case when regexp_full_match(key, '[A-Za-z_][A-Za-z0-9_]*') then key else cast(to_json(key) as varchar) end)",
    "json_of_key(json, key)": "json_extract(json, '/' || replace(replace(key, '~', '~0'), '/', '~1'))",
    "safe_string(json)": "case json_type(json) when 'VARCHAR' then json_extract_string(json, '$') end",
    "safe_parse_json(text)": "try_cast(text as json)",
    # All kinds of white space, unless it is told which.
    "trim(text)": "regexp_replace(text, '^\\s+|\\s+$', '', 'g')",
}


def called(name, *arguments): return exp.Anonymous(this=name, expressions=list(arguments))


def in_duckdb(node):
    """One node of a statement, where sqlglot makes of it what BigQuery would not."""
    if isinstance(node, exp.Table): node.set("catalog", None)
    elif isinstance(node, exp.JSONValue) or isinstance(node, exp.JSONExtractScalar): return called("bq_json_value", node.this, path(node))
    elif isinstance(node, exp.JSONExtract): return called("bq_json_query", node.this, path(node))
    elif isinstance(node, exp.JSONType): return called("bq_json_type", node.this)
    elif isinstance(node, exp.SafeFunc): return called("bq_safe_" + node.this.name.removeprefix("bq_"), *node.this.expressions)
    elif isinstance(node, exp.ParseJSON): return called("bq_parse_json", node.this)
    elif isinstance(node, exp.String): return called("bq_string", node.this)
    elif isinstance(node, exp.JSONFormat): return called("bq_to_json_string", node.this)
    elif isinstance(node, exp.JSONKeysAtDepth): return called("bq_json_keys", node.this)
    elif isinstance(node, exp.Bracket): return called("bq_json_of_key", node.this, node.expressions[0])
    elif isinstance(node, exp.Trim) and not node.expression: return called("bq_trim", node.this)
    # Of a date it is a date.
    elif isinstance(node, (exp.DateAdd, exp.DateTrunc)): return exp.cast(node.copy(), "date")
    elif isinstance(node, exp.CurrentDatetime): return called("bq_utc_now")
    return node


def translated(statement):
    """From the innermost outwards, so that what is within something that is replaced is replaced as well."""
    for node in reversed(list(statement.walk())):
        instead = in_duckdb(node)
        if instead is not node: node.replace(instead)
    return statement.sql("duckdb")


def path(node):
    """As DuckDB reads it."""
    found = node.args.get("path") or node.expression
    if not isinstance(found, exp.JSONPath): return found
    return exp.Literal.string("$" + "".join('."%s"' % part.this if isinstance(part, exp.JSONPathKey) else "[%d]" % part.this for part in found.expressions[1:]))


class Warehouse:
    """The statements that came, and the DuckDB that they were run on, one after the other."""

    def __init__(self, file, kept):
        self.connection, self.lock, self.kept, self.count = duckdb.connect(file), threading.Lock(), kept, 0
        os.makedirs(kept, exist_ok=True)
        self.connection.execute("set timezone = 'UTC'")
        for signature, body in MACROS.items(): self.connection.execute("create or replace macro bq_%s as %s" % (signature, body))

    def keep(self, sql):
        self.count += 1
        with open(os.path.join(self.kept, "%05d.sql" % self.count), "w") as file: file.write(sql)

    def run(self, script):
        """The kind of the script, the columns and rows of its last statement, and how many rows it changed."""
        with self.lock:
            self.keep(script)
            looped = re.split(r"(?s)\bloop\n(.*?)\n\s*if @@row_count = 0 then\s+leave;\s+end if;\s*end loop;", script)
            for part, text in enumerate(looped):
                done = self.statements(text)
                while part % 2 and done[3]: done = self.statements(text)
            return ("SCRIPT", *done[1:]) if len(looped) > 1 else done

    def statements(self, text):
        done = ("SCRIPT", [], [], 0)
        for statement in sqlglot.parse(text, read="bigquery"):
            if statement is not None and not isinstance(statement, exp.Semicolon): done = self.statement(statement)
        return done

    def statement(self, statement):
        kind = type(statement).__name__.upper()
        if isinstance(statement, exp.Create):
            kind = "CREATE_VIEW" if statement.kind == "VIEW" else "CREATE_TABLE_AS_SELECT"
            statement.set("properties", None)
            self.clear(statement)
        sql = translated(statement)
        try:
            answer = self.connection.execute(sql)
        except duckdb.Error as e:
            raise ValueError("%s\nin\n%s" % (e, sql)) from e
        rows, columns = answer.fetchall(), [(one[0], str(one[1])) for one in answer.description or []]
        changed = rows[0][0] if kind in ("INSERT", "DELETE", "UPDATE", "MERGE") and rows else 0
        return kind if kind in ("CREATE_VIEW", "CREATE_TABLE_AS_SELECT", "INSERT", "DELETE", "UPDATE", "MERGE") else "SELECT", columns, rows, changed

    def clear(self, made):
        """BigQuery replaces one by the other, where DuckDB wants the other gone."""
        table = made.find(exp.Table)
        for kind, in self.connection.execute("select table_type from information_schema.tables where table_schema = ? and table_name = ?", [table.db, table.name]).fetchall():
            if (kind == "VIEW") != (made.kind == "VIEW"): self.connection.execute("drop %s %s.%s" % ("view" if kind == "VIEW" else "table", table.db, table.name))

    def ask(self, sql, *values):
        with self.lock: return self.connection.execute(sql, list(values)).fetchall()


TYPES = {"BIGINT": "INTEGER", "HUGEINT": "INTEGER", "INTEGER": "INTEGER", "BOOLEAN": "BOOLEAN", "DOUBLE": "FLOAT", "TIMESTAMP": "DATETIME", "DATE": "DATE", "JSON": "JSON"}


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words): pass

    def do_GET(self): self.answer("GET")

    def do_POST(self): self.answer("POST")

    def do_DELETE(self): self.answer("DELETE")

    def answer(self, method):
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        if self.path == "/token": return self.send(200, {"access_token": "a", "expires_in": 3600, "token_type": "Bearer"})
        body = json.loads(raw) if raw else {}
        parts = urlsplit(self.path).path.removeprefix("/bigquery/v2/projects/").split("/")
        self.project, words = parts[0], parts[1:]
        self.send(*self.said(method, words, body))

    def send(self, code, said):
        data = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def said(self, method, words, body):
        lake = self.server.warehouse
        if words == ["jobs"]: return 200, self.job(body)
        if words[0] == "jobs": return 200, self.server.jobs[words[1]][0]
        if words[0] == "queries": return self.result(words[1])
        if words == ["datasets"] and method == "POST":
            lake.ask("create schema if not exists %s" % body["datasetReference"]["datasetId"])
            return 200, body
        if words == ["datasets"]:
            return 200, {"datasets": [{"datasetReference": {"projectId": self.project, "datasetId": one}} for one, in lake.ask("select schema_name from information_schema.schemata where catalog_name = current_database()")]}
        if len(words) == 2: return self.dataset(words[1])
        if len(words) == 3: return 200, {"tables": [self.table(words[1], *one) for one in lake.ask("select table_name, table_type from information_schema.tables where table_schema = ?", words[1])]}
        found = lake.ask("select table_name, table_type from information_schema.tables where table_schema = ? and table_name = ?", words[1], words[3])
        if not found: return missing("table %s.%s" % (words[1], words[3]))
        if method == "DELETE":
            lake.ask("drop %s %s.%s" % ("view" if found[0][1] == "VIEW" else "table", words[1], words[3]))
            return 200, {}
        return 200, self.table(words[1], *found[0])

    def dataset(self, name):
        if not self.server.warehouse.ask("select 1 from information_schema.schemata where schema_name = ?", name): return missing("dataset " + name)
        return 200, {"datasetReference": {"projectId": self.project, "datasetId": name}, "location": "US"}

    def table(self, schema, name, kind):
        columns = self.server.warehouse.ask("select column_name, data_type from information_schema.columns where table_schema = ? and table_name = ? order by ordinal_position", schema, name)
        return {"tableReference": {"projectId": self.project, "datasetId": schema, "tableId": name}, "type": "VIEW" if kind == "VIEW" else "TABLE", "numRows": "0",
                "schema": {"fields": [field(*one) for one in columns]}}

    def job(self, body):
        name, sql = body["jobReference"]["jobId"], body["configuration"]["query"]["query"]
        columns, rows, failed = [], [], None
        job = {"jobReference": {"projectId": self.project, "jobId": name, "location": "US"}, "status": {"state": "DONE"}, "configuration": {"query": {"query": sql}, "jobType": "QUERY"},
               "statistics": {"query": {"statementType": "SELECT", "totalBytesProcessed": "0"}}}
        try:
            kind, columns, rows, changed = self.server.warehouse.run(sql)
            job["statistics"]["query"].update(statementType=kind, numDmlAffectedRows=str(changed))
            job["configuration"]["query"]["destinationTable"] = {"projectId": self.project, "datasetId": "bronze", "tableId": "loads"}
        except Exception as e:
            failed = job["status"]["errorResult"] = {"reason": "invalidQuery", "message": "%s: %s" % (type(e).__name__, str(e)[:6000])}
        self.server.jobs[name] = (job, columns, rows, failed)
        return job

    def result(self, name):
        job, columns, rows, failed = self.server.jobs[name]
        if failed: return 400, {"error": {"code": 400, "message": failed["message"], "errors": [failed]}}
        return 200, {"jobReference": job["jobReference"], "jobComplete": True, "totalRows": str(len(rows)), "schema": {"fields": [field(*one) for one in columns]},
                     "rows": [{"f": [{"v": None if value is None else str(value).lower() if isinstance(value, bool) else str(value)} for value in row]} for row in rows]}


def field(name, type):
    repeated = type.endswith("[]")
    return {"name": name, "type": TYPES.get(type.removesuffix("[]"), "FLOAT" if type.startswith("DECIMAL") else "STRING"), "mode": "REPEATED" if repeated else "NULLABLE"}


def missing(what): return 404, {"error": {"code": 404, "message": "Not found: " + what, "errors": [{"reason": "notFound", "message": "Not found: " + what}]}}


def listening(warehouse):
    """Answers from now on, until the process ends; the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.warehouse, server.jobs = warehouse, {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "http://127.0.0.1:%d" % server.server_port
