#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Build and test everything: dev (gcc), asan (clang with sanitizers); what runs in one of them alone
# says so below.
# usage: ./test.sh            everything; ends with ctest's summary
#        ./test.sh NAME...    only tests whose name matches one of these (ctest -R) on dev; with
#                             asan.NAME on asan
set -euo pipefail
cd "$(dirname "$0")"

packages=(build-essential cmake ninja-build pkg-config libssh-dev libsqlite3-dev libsodium-dev
    libutf8proc-dev libmd4c-dev libpcre2-dev libjansson-dev libinih-dev libseccomp-dev
    libsystemd-dev libncurses-dev ncurses-term clang libclang-rt-dev clang-format clang-tidy mold
    libcmocka-dev libvterm-dev openssh-client openssh-server putty-tools dropbear-bin ssh-audit
    sqlite3 procps)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        missing+=("$package")
done
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "${missing[@]}"
fi
if command -v ccache >/dev/null; then
    export CMAKE_C_COMPILER_LAUNCHER=${CMAKE_C_COMPILER_LAUNCHER:-ccache}
fi

jobs=$(nproc)
log=$(mktemp)
memory=
trap 'rm -rf "$log" "$memory"' EXIT
build() { # PRESET
    local began=$SECONDS
    { cmake --preset "$1" && cmake --build --preset "$1" -j "$jobs"; } >"$log" 2>&1 || {
        grep -E 'error|warning|FAILED|undefined' "$log" | head -40
        tail -20 "$log"
        echo "test.sh: $1 does not build"
        exit 1
    }
    echo "built $1 in $((SECONDS - began)) s"
}
# What tests write lies in memory where there is room: they sync it thousands of times.
in_memory() {
    local free
    [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] || return 0
    free=$(df --output=avail -k /dev/shm | tail -1)
    [ "$free" -gt $((2 * 1024 * 1024)) ] || return 0
    memory=$(mktemp -d /dev/shm/curbside-XXXXXX)
    chmod 755 "$memory"
    export TMPDIR=$memory
}
run() { # FOLDER [CTEST OPTION]...
    local folder=$1
    shift
    in_memory
    # Many tests wait for a clock or a client: four times as many as there are processors keep them
    # busy, and deadlines have to bear that.
    CURBSIDE_TEST_PATIENCE=${CURBSIDE_TEST_PATIENCE:-4} \
        ctest --test-dir "$folder" -j $((4 * jobs)) --output-on-failure --no-tests=error "$@"
}

if [ $# -gt 0 ]; then
    for name in "$@"; do
        preset=dev
        case $name in asan*) preset=asan ;; esac
        build "$preset"
        run "build/$preset" -R "$name"
    done
    exit 0
fi

for preset in dev asan; do build "$preset"; done
# One run over both, so that one summary counts them all.
printf 'subdirs(dev asan)\n' >build/CTestTestfile.cmake
# Real text meets the sanitizers by way of e2e.real_text, and the rules of a moderator's morning in
# their own tests; seeds are replayed, torture is posted, hostile clients call and every size is
# walked through under them alone.
once='^asan\.(lint|bench)\.|^asan\.unit\.(commands\.real_text|app\.moderation)$'
run build -E "$once|^fuzz\.|^e2e\.(sizes|real_text)$|^hostile\.(text|ssh_)"
