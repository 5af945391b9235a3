"""Every statement that BigQuery is sent, as it is sent, analysed by ZetaSQL: BigQuery's own parser and analyser, of Google's.

usage: bigquery.py WORK_DIR     the product and its tests built
"""
import os, subprocess, sys

HOME, WORK = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")), os.path.join(os.path.abspath(sys.argv[1]), "bigquery")
ZETASQL, PARTS = "2024.11.1", ("zetasql-client", "zetasql-types", "zetasql-jni-channel")


def run(*command):
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    print(done.stdout + done.stderr)
    assert done.returncode == 0, command
    return done.stdout


os.makedirs(WORK, exist_ok=True)
with open(os.path.join(WORK, "pom.xml"), "w") as pom:
    pom.write("<project><modelVersion>4.0.0</modelVersion><groupId>peers</groupId><artifactId>bigquery</artifactId><version>1</version><dependencies>"
              + "".join("<dependency><groupId>com.google.zetasql</groupId><artifactId>%s</artifactId><version>%s</version></dependency>" % (part, ZETASQL)
                        for part in PARTS) + "</dependencies></project>")
path = os.path.join(WORK, "class-path")
fetched = subprocess.run(["mvn", "-q", "-B", "-f", os.path.join(WORK, "pom.xml"), "dependency:build-classpath", "-Dmdep.outputFile=" + path],
                         capture_output=True, text=True)
if fetched.returncode:
    print("SKIPPED the SQL of loads into BigQuery: ZetaSQL %s cannot be fetched: %s" % (ZETASQL, fetched.stdout.strip().splitlines()[:1]))
    sys.exit(0)
with open(path) as file: zetasql = WORK + ":" + file.read().strip()
target = os.path.join(HOME, "target")
run("java", "-cp", ":".join(os.path.join(target, part) for part in ("test-classes", "classes", "lib/*")), "caravan.bigquery.PrintedSql", os.path.join(WORK, "sql"))
run("javac", "--release", "17", "-cp", zetasql, "-d", WORK, os.path.join(HOME, ".ci", "BigQuerySql.java"))
assert " statements analysed by ZetaSQL" in run("java", "-cp", zetasql, "BigQuerySql", os.path.join(WORK, "sql"))
