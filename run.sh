#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Run a board: install what is missing, build the release preset, make the data folder, serve.
# usage: ./run.sh [--data DIR] [--listen ADDR:PORT]
#
# On Debian 12, as root or as a user with sudo. As root it makes an ordinary user, `curbside`, that
# owns the data folder; the server gives up root for that user before it takes a call. Nothing is
# done twice: the second start only checks and serves. Ctrl-C stops cleanly.
set -euo pipefail
from=$PWD
cd "$(dirname "$0")"

data='' listen=127.0.0.1:2222
while [ $# -gt 0 ]; do
    case $1 in
    --data) data=${2:?--data needs a folder}; shift ;;
    --listen) listen=${2:?--listen needs ADDR:PORT}; shift ;;
    *) sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 2 ;;
    esac
    shift
done

packages=(build-essential cmake ninja-build pkg-config libssh-dev libsqlite3-dev libsodium-dev
    libutf8proc-dev libmd4c-dev libpcre2-dev libjansson-dev libinih-dev libseccomp-dev
    libsystemd-dev libncurses-dev ncurses-term)
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

if [ ! -f build/release/build.ninja ]; then
    echo "Building; this takes a minute or two, once."
    cmake --preset release >/dev/null
fi
cmake --build --preset release -- --quiet | { grep -v 'no work to do' || true; }
curbside=$PWD/build/release/curbside

# The owner of the data folder is who the server runs as. Where that user cannot reach this tree
# (it lies in root's home, say), var/ is a link to a folder under /var/lib.
owner=$(id -un)
if [ "$owner" = root ]; then
    owner=curbside
    id -u "$owner" >/dev/null 2>&1 ||
        useradd --system --user-group --no-create-home --home-dir /nonexistent \
            --shell /usr/sbin/nologin "$owner"
fi
reaches() { # FOLDER: may the owner enter it?
    [ "$(id -un)" = "$owner" ] ||
        setpriv --reuid="$owner" --regid="$owner" --clear-groups test -x "$1"
}
case $data in
'')
    data=$PWD/var
    if [ ! -e var ] && ! reaches "$PWD"; then
        elsewhere=/var/lib/curbside-$(printf %s "$PWD" | cksum | cut -d' ' -f1)
        mkdir -p "$elsewhere"
        ln -s "$elsewhere" var
    fi
    ;;
/*) ;;
*) data=$from/$data ;;
esac
mkdir -p "$data"
data=$(cd "$data" && pwd -P)
if [ ! -f "$data/curbside.conf" ]; then
    chmod 700 "$data"
    [ "$(id -u)" -ne 0 ] || chown "$owner:" "$data"
    reaches "$data" || {
        echo "run.sh: the user $owner cannot reach $data; choose another folder with --data" >&2
        exit 1
    }
    "$curbside" init --data "$data"
fi

port=${listen##*:} host=${listen%:*}
case $host in 0.0.0.0 | '[::]' | '') host=localhost ;; esac
host=${host#[} host=${host%]}
cat <<TEXT

Connect from another terminal:
    ssh -p $port guest@$host             look around, no key needed
    ssh -p $port $host                   with your key: your key is your account
A throwaway key, made and used:
    ssh-keygen -q -t ed25519 -N '' -f ./curbside_key
    ssh -p $port -i ./curbside_key -o IdentitiesOnly=yes $host
Ctrl-C stops the board.

TEXT
exec "$curbside" serve --data "$data" --listen "$listen"
