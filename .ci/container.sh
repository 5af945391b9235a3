#!/usr/bin/env bash
# The image as the Dockerfile makes it, without any registry: buildah, on bases that debootstrap makes of this machine's Debian mirror.
#
# usage: container.sh possible          installs the tools; says why not, and ends with 1, where it cannot be done here
#        container.sh build WORK        leaves WORK/podman, and WORK/caravan, which runs the image as restricted as can be
#        container.sh remove WORK       takes all of it away
# The base that runs has a JRE and no shell. Maven's local repository is mounted, so that nothing is downloaded that is there.
set -euo pipefail
cd "$(dirname "$0")/.."

possible() {
    local missing=() tool log
    [ "$(id -u)" -eq 0 ] || { echo "it needs root"; return 1; }
    grep -q '^ID=debian$' /etc/os-release 2>/dev/null && command -v apt-get >/dev/null || { echo "this is not Debian"; return 1; }
    unshare --mount --pid --fork true 2>/dev/null || { echo "this machine lets nobody make namespaces"; return 1; }
    for tool in buildah debootstrap podman runc; do command -v "$tool" >/dev/null || missing+=("$tool"); done
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

bases() { # directory: makes run/ and build/ in it
    local release uri
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    uri=$(mirror "$release")
    [ -n "$uri" ] || { apt-get update -qq; uri=$(mirror "$release"); }
    [ -n "$uri" ] || { echo "apt names no source of Debian $release"; return 1; }
    http_proxy=${http_proxy:-$(apt-config --format '%v' dump Acquire::http::Proxy | head -n 1)}
    export http_proxy
    debootstrap --variant=minbase --include=openjdk-17-jre-headless "$release" "$1/build" "$uri"
    cp -a "$1/build" "$1/run"
    grep '^/' "$1/build/etc/shells" | while read -r shell; do rm -f "$1/run$shell"; done
    # Each container of vfs is a copy of all of it.
    rm -rf "$1"/run/var/cache/* "$1"/run/var/lib/apt/lists/* "$1"/run/usr/share/{doc,locale,man}
    DEBIAN_FRONTEND=noninteractive chroot "$1/build" apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless maven git
    rm -rf "$1"/build/var/cache/* "$1"/build/var/lib/apt/lists/*
}

image() { # name, directory: an image of what is there
    local container
    container=$("${buildah[@]}" from scratch)
    cp -a "$2/." "$("${buildah[@]}" mount "$container")/"
    "${buildah[@]}" umount "$container"
    "${buildah[@]}" commit --quiet --rm "$container" "$1"
    rm -rf "$2"
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

build() {
    mkdir -p "$work" "$HOME/.m2"
    bases "$work"
    image localhost/caravan-build "$work/build"
    image localhost/caravan-run "$work/run"
    "${buildah[@]}" bud --isolation chroot --format docker --volume "$HOME/.m2:/root/.m2" --build-arg BUILD_IMAGE=localhost/caravan-build \
        --build-arg RUN_IMAGE=localhost/caravan-run --tag localhost/caravan .
    programs
}

work=${2:-}
storage=(--root "$work/store" --runroot "$work/state" --storage-driver vfs)
buildah=(buildah "${storage[@]}")
case ${1:-} in
    possible) possible ;;
    build) build ;;
    remove) rm -rf "$work" ;;
    *) sed -n '2,8p' "$0"; exit 64 ;;
esac
