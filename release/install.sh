#!/bin/sh
# Installs netlab, or a new version of it:
#
#   curl -fsSL https://github.com/netlab/netlab/releases/latest/download/install.sh | sh
#   sh install.sh --version v0.1.0
#
# The program is taken only when its checksum is the one that the release states. Nothing is left behind otherwise, and
# nothing is done before the whole of this script has come. See --help.
set -eu

repository=netlab/netlab # a release puts its own here

usage() {
  cat >&2 <<'USAGE'
Usage: sh install.sh [--version vX.Y.Z] [--no-extras] [--uninstall]

  --version vX.Y.Z  this version instead of the latest
  --no-extras       only the program, without manual pages and completions
  --uninstall       remove what this script has installed

Environment:
  NETLAB_INSTALL    folder for the program (default ~/.local/bin)
  NETLAB_BASE_URL   folder on a server that has the program and SHA256SUMS, instead of the release
USAGE
}

say() { printf 'netlab: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

main() {
  version='' extras=yes task=install
  while [ $# -gt 0 ]; do
    case $1 in
      --version)
        [ $# -ge 2 ] || usage_error '--version needs a value, such as v0.1.0'
        version=$2
        shift
        ;;
      --version=*) version=${1#*=} ;;
      --no-extras) extras='' ;;
      --uninstall) task=uninstall ;;
      -h | --help)
        usage
        exit 0
        ;;
      *) usage_error "unknown option $1" ;;
    esac
    shift
  done
  case $version in
    '') ;;
    v[0-9]*) ;;
    [0-9]*) version=v$version ;;
    *) usage_error "--version needs a version such as v0.1.0, not \"$version\"" ;;
  esac
  [ -n "${NETLAB_INSTALL:-}${HOME:-}" ] || fail 'neither NETLAB_INSTALL nor HOME says where to install'
  folder=${NETLAB_INSTALL:-$HOME/.local/bin}
  folder=${folder%/}
  case $folder in
    /*) ;;
    *) folder=$PWD/$folder ;;
  esac
  program=$folder/netlab
  $task
}

usage_error() {
  say "$1"
  usage
  exit 2
}

install() {
  name=$(asset)
  is_checksum "$(checksum /dev/null)" || fail 'sha256sum, shasum or openssl is needed to check what was downloaded'
  if [ -n "${NETLAB_BASE_URL:-}" ]; then base=${NETLAB_BASE_URL%/}
  elif [ -n "$version" ]; then base=https://github.com/$repository/releases/download/$version
  else base=https://github.com/$repository/releases/latest/download
  fi

  work='' candidate='' created='' download=''
  trap cleanup EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/netlab-install.XXXXXX") || fail 'cannot make a temporary folder'

  fetch "$base/SHA256SUMS" "$work/SHA256SUMS"
  expected=$(awk -v name="$name" '$2 == name || $2 == "*" name { print $1; exit }' "$work/SHA256SUMS")
  is_checksum "$expected" || fail "$base/SHA256SUMS has no checksum for $name"
  fetch "$base/$name" "$work/$name"
  found=$(checksum "$work/$name")
  [ "$found" = "$expected" ] ||
    fail "$name is not what the release says (SHA-256 $found instead of $expected); nothing was installed"

  place "$work/$name"
  say "$(first_line "$program" --version) is installed as $program"
  if [ -n "$extras" ]; then install_extras; fi
  case :$PATH: in
    *:"$folder":*) ;;
    *) say "$folder is not on your PATH; add to your shell's profile: export PATH=\"$folder:\$PATH\"" ;;
  esac
}

# The release's name for the program for this machine.
asset() {
  system=$(uname -s) machine=$(uname -m)
  case $system in
    Linux) os=linux ;;
    Darwin) os=macos ;;
    MINGW* | MSYS* | CYGWIN*) fail 'on Windows use install.ps1' ;;
    *) fail "there is no program for $system; see the other ways of installing in docs/install.md" ;;
  esac
  case $machine in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "there is no program for $machine; see the other ways of installing in docs/install.md" ;;
  esac
  # A shell that is translated tells the machine it is translated for.
  if [ "$os-$arch" = macos-x64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then
    say 'this shell is translated by Rosetta; the program for Apple silicon is taken'
    arch=arm64
  fi
  printf 'netlab-%s-%s\n' "$os" "$arch"
}

# Downloads in the background, because a shell does not hear a signal while it waits for a program in front.
fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL --retry 2 --connect-timeout 30 -o "$2" "$1" &
  elif command -v wget >/dev/null 2>&1; then
    if wget --help 2>&1 | grep -q -e --tries; then set -- "$1" "$2" --tries=2; fi
    target=$2 url=$1
    shift 2
    wget -q "$@" -O "$target" "$url" &
    set -- "$url"
  else
    fail 'curl or wget is needed'
  fi
  download=$!
  wait "$download" || fail "cannot download $1"
  download=''
}

# The SHA-256 of a file; of nothing at all, to see whether this machine can tell one.
checksum() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"
  elif command -v shasum >/dev/null 2>&1; then shasum -a 256 "$1"
  elif command -v openssl >/dev/null 2>&1; then openssl dgst -sha256 -r "$1"
  fi | cut -d ' ' -f 1
}

is_checksum() {
  case $1 in
    *[!0-9a-f]* | '') return 1 ;;
  esac
  [ ${#1} -eq 64 ]
}

# Puts the program in its place at once and whole, when it runs here and is the version that was asked for.
place() {
  if [ ! -d "$folder" ]; then
    created=$folder
    while [ ! -d "${created%/*}/" ]; do created=${created%/*}; done
    mkdir -p "$folder" || fail "cannot make the folder $folder"
  fi
  candidate=$folder/.netlab-$$
  if ! cp "$1" "$candidate" || ! chmod 755 "$candidate"; then fail "cannot write to $folder"; fi
  found=$(first_line "$candidate" --version)
  case $found in
    'netlab '*) ;;
    *)
      hint=''
      if [ "$(uname -s)" = Linux ]; then hint=' (is its C library glibc?)'; fi
      fail "the program does not run on this machine$hint; nothing was installed"
      ;;
  esac
  if [ -n "$version" ] && [ "$found" != "netlab ${version#v}" ]; then
    fail "the server has $found instead of $version; nothing was installed"
  fi
  mv -f "$candidate" "$program" || fail "cannot write $program"
  candidate='' created=''
}

first_line() { "$@" 2>/dev/null | sed -n 1p; }

# Where a prefix such as ~/.local or /usr/local keeps them; a folder that is not called bin has no such places.
install_extras() {
  set_places || return 0
  if "$program" help --lang=en --man="$man" 2>/dev/null && "$program" help --lang=fr --man="$man" 2>/dev/null &&
    completion bash "$bash_file" && completion zsh "$zsh_file" && completion fish "$fish_file"; then
    say "manual pages and completions are below $share"
  else
    say "manual pages and completions could not be written below $share"
  fi
  case ${SHELL:-} in
    */zsh) say "for zsh, put ${zsh_file%/*} into fpath before compinit, if it is not there" ;;
  esac
}

completion() {
  mkdir -p "${2%/*}" && "$program" completions "$1" >"$2" 2>/dev/null
}

set_places() {
  case $folder in
    */bin) share=${folder%/bin}/share ;;
    *) return 1 ;;
  esac
  man=$share/man
  bash_file=$share/bash-completion/completions/netlab
  zsh_file=$share/zsh/site-functions/_netlab
  fish_file=$share/fish/vendor_completions.d/netlab.fish
}

uninstall() {
  [ -e "$program" ] || fail "there is no $program"
  rm -f "$program"
  if set_places; then
    rm -f "$man"/man1/netlab.1 "$man"/man1/netlab-*.1 "$man"/fr/man1/netlab.1 "$man"/fr/man1/netlab-*.1
    rm -f "$bash_file" "$zsh_file" "$fish_file"
  fi
  say "$program is removed"
}

cleanup() {
  trap '' HUP INT TERM
  if [ -n "$download" ]; then kill "$download" 2>/dev/null || :; fi
  if [ -n "$candidate" ]; then rm -f "$candidate"; fi
  if [ -n "$created" ]; then remove_folders "$folder"; fi
  if [ -n "$work" ]; then rm -rf "$work"; fi
}

# Those that were made for the program, from the innermost out, as far as they are empty.
remove_folders() {
  rmdir "$1" 2>/dev/null || return 0
  if [ "$1" != "$created" ]; then remove_folders "${1%/*}"; fi
}

main "$@"
