#!/usr/bin/env bash
# The image as the Dockerfile makes it, without any registry: buildah, on bases that mmdebstrap makes of this machine's Debian mirror.
#
# usage: container.sh possible          installs the tools; says why not, and ends with 1, where it cannot be done here
#        container.sh build WORK        leaves WORK/podman, and WORK/caravan, which runs the image as restricted as can be
#        container.sh remove WORK       takes all of it away
# The base that runs has no Java and no shell. Maven's local repository is mounted, so that nothing is downloaded that is there.
set -euo pipefail
cd "$(dirname "$0")/.."

possible() {
    local missing=() tool log
    [ "$(id -u)" -eq 0 ] || { echo "it needs root"; return 1; }
    grep -q '^ID=debian$' /etc/os-release 2>/dev/null && command -v apt-get >/dev/null || { echo "this is not Debian"; return 1; }
    unshare --mount --pid --fork true 2>/dev/null || { echo "this machine lets nobody make namespaces"; return 1; }
    for tool in buildah mmdebstrap podman runc; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    log=$(apt-get update -qq 2>&1 && apt-get install -y -qq --no-install-recommends "${missing[@]}" 2>&1) ||
        { echo "apt-get cannot install ${missing[*]}: $(tail -n 1 <<<"$log")"; return 1; }
}

# The first of apt's own sources that has this release.
mirror() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(RELEASE) $(COMPONENT) $(REPO_URI)' |
        awk -v release="$1" '$1 == "Packages" && $2 == "Debian" && $3 == release && $4 == "main" { print $5; exit }'
}

base() { # name, release, variant, packages: an image of them
    # A mirror that breaks off is asked once more.
    root "${@:2}" || root "${@:2}"
    "$work/podman" import --quiet "$work/root.tar" "$1"
    rm "$work/root.tar"
}

root() { # release, variant, packages: root.tar; without documents and languages, but of the manual the folders, which Java's set-up asks for
    mmdebstrap --quiet --mode=root --variant="$2" --include="$3" --format=tar \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/man/*/*' \
        "$1" "$work/root.tar" "$uri"
}

bases() {
    local release uri
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    uri=$(mirror "$release")
    [ -n "$uri" ] || { apt-get update -qq; uri=$(mirror "$release"); }
    [ -n "$uri" ] || { echo "apt names no source of Debian $release"; return 1; }
    http_proxy=${http_proxy:-$(apt-config --format '%v' dump Acquire::http::Proxy | head -n 1)}
    export http_proxy
    # What distroless/cc-debian13 is made of, extracted and not set up, as it is there. What these depend on comes along: more, not less.
    base localhost/caravan-run trixie extract base-files,netbase,tzdata,tzdata-legacy,media-types,ca-certificates,libc6,libssl3t64,libzstd1,zlib1g,libgomp1,libstdc++6,libgcc-s1
    # binutils for jlink, which takes the symbols away.
    base localhost/caravan-build "$release" essential openjdk-17-jdk-headless,maven,binutils
}

# Where it can be mounted a container costs nothing; else each is a copy.
storage_driver() {
    local there=1
    mkdir -p "$work"/layers/{lower,upper,work,all}
    mount -t overlay overlay -o "lowerdir=$work/layers/lower,upperdir=$work/layers/upper,workdir=$work/layers/work" "$work/layers/all" 2>/dev/null || there=
    [ -z "$there" ] || umount "$work/layers/all"
    rm -rf "$work/layers"
    if [ -n "$there" ]; then echo overlay; else echo vfs; fi
}

programs() { # what runs the image, for scripts and for people who want to look
    # The limits of this machine: not everybody may raise them.
    printf '[containers]\ndefault_ulimits = []\n' >"$work/containers.conf"
    cat >"$work/podman" <<PROGRAM
#!/bin/sh
CONTAINERS_CONF='$work/containers.conf' exec podman $(printf '%q ' "${storage[@]}")--tmpdir '$work/t' --cgroup-manager cgroupfs --runtime runc --events-backend none "\$@"
PROGRAM
    # As deploy/ does: nothing can be written but the data and /tmp, no rights, half a gigabyte. NETWORK, HEALTH and OPTIONS are the caller's.
    cat >"$work/caravan" <<PROGRAM
#!/bin/sh
set -f
exec '$work/podman' run --rm --network "\${NETWORK:-host}" --ulimit host \${HEALTH:---no-healthcheck} --read-only --read-only-tmpfs=false \\
    --tmpfs /tmp --cap-drop all --security-opt no-new-privileges --memory 512m \${OPTIONS---tmpfs /caravan/data} \\
    \$(env | sed -n 's/^\\(\\(AMP\\|AWS\\|CARAVAN\\)_[A-Z_]*\\)=.*/-e \\1/p') localhost/caravan "\$@"
PROGRAM
    chmod +x "$work/podman" "$work/caravan"
}

# Unpacked, as engines show it: what it takes on a disk. Drivers come on top.
weighed() {
    local bytes most=250
    bytes=$("$work/podman" image inspect --format '{{.Size}}' localhost/caravan)
    echo "the image without drivers: $(((bytes + 500000) / 1000000)) MB unpacked, to stay below $most"
    [ "$bytes" -lt $((most * 1000000)) ]
}

build() {
    mkdir -p "$work" "$HOME/.m2"
    programs
    bases
    "${buildah[@]}" bud --isolation chroot --format docker --volume "$HOME/.m2:/root/.m2" --build-arg BUILD_IMAGE=localhost/caravan-build \
        --build-arg RUN_IMAGE=localhost/caravan-run --tag localhost/caravan .
    weighed
}

work=${2:-}
storage=(--root "$work/store" --runroot "$work/state")
[ "${1:-}" != build ] || storage+=(--storage-driver "$(storage_driver)")
buildah=(buildah "${storage[@]}")
case ${1:-} in
    possible) possible ;;
    build) build ;;
    remove)
        # overlay's own folder is mounted onto itself.
        awk -v work="$work/" 'index($2, work) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount
        rm -rf "$work"
        ;;
    *) sed -n '2,8p' "$0"; exit 64 ;;
esac
