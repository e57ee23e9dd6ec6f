# shellcheck shell=bash
# Sourced by nodenet-lab: messages, waiting, supervision.

say() { printf '%(%H:%M:%S)T [%3d s] %s\n' -1 "$SECONDS" "$*"; }
die() {
  say "FATAL $*"
  exit 1
}

wait_for() { # SECONDS WHAT COMMAND...
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || die "timeout: $what"
    sleep 0.2
  done
}

# supervise NAME COMMAND...: run it for ever, 1 s between two runs; output in $LOGS/NAME.log, pid in $RUN/NAME.pid.
SUPERVISORS=()
supervise() {
  local name=$1 pid
  shift
  (
    until [[ -e $RUN/stopping ]]; do
      "$@" >>"$LOGS/$name.log" 2>&1 &
      pid=$!
      echo "$pid" >"$RUN/$name.pid"
      wait "$pid"
      printf -- '--- %s ended with %d at %(%H:%M:%S)T\n' "$name" "$?" -1 >>"$LOGS/$name.log"
      sleep 1
    done
  ) &
  SUPERVISORS+=($!)
}

stop_all() {
  local file
  touch "$RUN/stopping"
  say "stopping"
  for file in "$RUN"/*.pid; do kill "$(cat "$file")" 2>/dev/null; done
  kill "${SUPERVISORS[@]}" 2>/dev/null
  exit 0
}

# network_of ADDRESS/BITS: the IPv4 network that the address lies in.
network_of() {
  local a b c d bits value
  IFS='./' read -r a b c d bits <<<"$1"
  value=$(((a << 24 | b << 16 | c << 8 | d) & (0xffffffff << (32 - bits)) & 0xffffffff))
  echo "$((value >> 24)).$((value >> 16 & 255)).$((value >> 8 & 255)).$((value & 255))/$bits"
}

# of_family 4|6 LIST: the first entry of that family in a list with commas or blanks; nothing if there is none.
of_family() {
  local entry family
  for entry in ${2//,/ }; do
    if [[ $entry == *:* ]]; then family=6; else family=4; fi
    if [[ $family == "$1" ]]; then
      echo "$entry"
      return
    fi
  done
}

# address_after ADDRESS/BITS: the first host address of a network.
address_after() {
  local a b c d
  IFS=. read -r a b c d <<<"${1%/*}"
  echo "$a.$b.$c.$((d + 1))"
}
