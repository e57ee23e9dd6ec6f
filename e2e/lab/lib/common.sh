# shellcheck shell=bash
# Paths, names and messages that all parts of the lab share. Sourced by ../lab, never run.

CACHE=${NODENET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nodenet}/lab
RUN=$CACHE/run
LABEL=io.nodenet.lab
KUBERNETES_VERSION=1.36.3
DEBIAN_SUITE=bookworm

# Progress goes to stderr: stdout belongs to the verbs whose output is a value (image, kubeconfig, env, apiserver-dir).
say() { printf '%(%H:%M:%S)T lab: %s\n' -1 "$*" >&2; }
warn() { say "warning: $*"; }
die() {
  say "error: $*"
  exit 1
}

# seconds_since START: whole seconds since $SECONDS was START.
seconds_since() { echo "$((SECONDS - $1))"; }

# hash_of WORD...: 12 hex digits that stand for these words.
hash_of() { printf '%s\n' "$@" | sha256sum | cut -c1-12; }

# hash_of_tree DIR: 12 hex digits that stand for names, modes and contents of all files below DIR.
hash_of_tree() {
  (
    cd "$1" || exit
    find . -type f -printf '%m %p\n' | sort
    find . -type f -print0 | sort -z | xargs -0 sha256sum
  ) | sha256sum | cut -c1-12
}

# have PROGRAM: bash also finds files that nobody can execute, so look twice.
have() { [[ -x $(type -P "$1") ]]; }

# prefix_of NAME: what the containers, nodes and the network of the lab NAME are called.
prefix_of() {
  [[ $1 =~ ^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$ ]] || die "bad lab name '$1': lower-case letters, digits and hyphens, at most 32"
  if [[ $1 == nodenet ]]; then echo nodenet; else echo "nodenet-${1#nodenet-}"; fi
}

# step LABEL EXPECTED_SECONDS LOG COMMAND...: run a long command with its output in LOG, say what goes on every 30 s,
# and pass a signal on at once (bash would wait for a foreground child first).
step() {
  local label=$1 expected=$2 log=$3 start=$SECONDS next child rc=0
  shift 3
  say "$label: about $expected s"
  set -m # a process group of its own: the signal must reach compilers and not only the shell that started them
  "$@" >"$log" 2>&1 &
  child=$!
  set +m
  # shellcheck disable=SC2064 # the child of this very step
  trap "set +e; kill -- -$child 2>/dev/null; wait $child 2>/dev/null; say '$label: interrupted'; exit 130" INT TERM HUP
  next=$((start + 30))
  while kill -0 "$child" 2>/dev/null; do
    sleep 0.5
    ((SECONDS < next)) || {
      say "$label: $(seconds_since "$start") s of about $expected s"
      next=$((SECONDS + 30))
    }
  done
  wait "$child" || rc=$?
  trap - INT TERM HUP
  if ((rc != 0)); then
    tail -n 15 "$log" >&2
    die "$label failed after $(seconds_since "$start") s (exit $rc); all of its output: $log"
  fi
  say "$label: done in $(seconds_since "$start") s"
}

# goarch: this machine's architecture in Go's words.
goarch() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) die "the lab knows x86_64 and aarch64 only, this is $(uname -m)" ;;
  esac
}
