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


def zetasql():
    """The class path of ZetaSQL and what is asked of it; nothing where it cannot be fetched."""
    path = os.path.join(WORK, "class-path")
    if not os.path.exists(path) and not fetched(path): return None
    with open(path) as file: found = WORK + ":" + file.read().strip()
    run("javac", "--release", "17", "-cp", found, "-d", WORK, os.path.join(HOME, ".ci", "BigQuerySql.java"))
    return found


def fetched(path):
    os.makedirs(WORK, exist_ok=True)
    with open(os.path.join(WORK, "pom.xml"), "w") as pom:
        pom.write("<project><modelVersion>4.0.0</modelVersion><groupId>peers</groupId><artifactId>bigquery</artifactId><version>1</version><dependencies>"
                  + "".join("<dependency><groupId>com.google.zetasql</groupId><artifactId>%s</artifactId><version>%s</version></dependency>" % (part, ZETASQL)
                            for part in PARTS) + "</dependencies></project>")
    done = subprocess.run(["mvn", "-q", "-B", "-f", os.path.join(WORK, "pom.xml"), "dependency:build-classpath", "-Dmdep.outputFile=" + path],
                          capture_output=True, text=True)
    if done.returncode: print("SKIPPED what ZetaSQL says: %s cannot be fetched: %s" % (ZETASQL, done.stdout.strip().splitlines()[:1]))
    return not done.returncode


def printed():
    """The loader's own SQL, in files."""
    target, folder = os.path.join(HOME, "target"), os.path.join(WORK, "sql")
    run("java", "-cp", ":".join(os.path.join(target, part) for part in ("test-classes", "classes", "lib/*")), "caravan.bigquery.PrintedSql", folder)
    return folder


if __name__ == "__main__":
    path = zetasql()
    if path: assert " statements analysed by ZetaSQL" in run("java", "-cp", path, "BigQuerySql", printed())
