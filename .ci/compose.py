"""deploy/compose as Compose's own reader has it: names that it does not know are refused, and what is promised of it holds.

usage: compose.py READER WORK_DIR     READER: the program of github.com/compose-spec/compose-go
"""
import json, os, re, shutil, subprocess, sys

READER, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "deploy", "compose")
PROBE = re.findall(r'(?s)HEALTHCHECK .*?CMD (\[.*?\])', open(os.path.join(SOURCE, "..", "..", "Dockerfile")).read())[0].replace("\\\n", "")


def read(env):
    """What the reader makes of the files, in a checkout of their own with this .env; it takes that only of what is included."""
    folder = os.path.join(WORK, "compose", "deploy", "compose")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE, folder)
    open(os.path.join(folder, ".env"), "w").write(env)
    including = os.path.join(WORK, "compose", "including.yaml")
    open(including, "w").write("include: [{path: deploy/compose/compose.yaml, env_file: deploy/compose/.env}]\n")
    return subprocess.run([READER, "-format", "json", including], cwd=os.path.dirname(including), env={"PATH": os.environ["PATH"]},
                          timeout=60, capture_output=True, text=True)


example = open(os.path.join(SOURCE, ".env.example")).read()
filled = example.replace("=''", "='a$b'")
bare = read(example)
assert bare.returncode != 0 and "see .env.example" in bare.stdout + bare.stderr, bare
answer = read(filled)
assert answer.returncode == 0, answer
services = json.loads(answer.stdout)["services"]
for name, service in services.items():
    assert service["cap_drop"] == ["ALL"] and service["security_opt"] == ["no-new-privileges:true"], name
    assert name == "caravan" or re.search(r":[^/:]*\d[^/:]*$", service["image"]), "%s is not pinned: %s" % (name, service["image"])
caravan = services["caravan"]
assert caravan["read_only"] is True and caravan["tmpfs"] == ["/tmp"], caravan
assert caravan["healthcheck"]["test"] == ["CMD"] + json.loads(PROBE), caravan["healthcheck"]
assert [port["host_ip"] for port in caravan["ports"]] == ["127.0.0.1"], caravan["ports"]
assert caravan["environment"]["AMP_SECRET_KEY"] == "a$b", "the keys of .env.example do not arrive"
checkout = os.path.join(WORK, "compose")
mounts = {volume["target"]: os.path.relpath(volume["source"], checkout) for volume in caravan["volumes"] if volume["type"] == "bind"}
assert mounts == {"/caravan/routes": "routes", "/caravan/application.properties": "application.properties"}, mounts
assert all(volume["read_only"] for volume in caravan["volumes"] if volume["type"] == "bind")
# What the example offers in comments is what the file has by itself.
offered = dict(re.findall(r"(?m)^#([A-Z_]+)=(.*)$", example))
for name, value in offered.items():
    assert "${%s:-%s}" % (name, value) in open(os.path.join(SOURCE, "compose.yaml")).read(), name
print(", ".join(services))
