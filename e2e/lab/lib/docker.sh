# shellcheck shell=bash
# Which docker daemon the lab uses, and one of our own when there is none. Sourced by ../lab.

DOCKER_STATE=${NODENET_DOCKER_STATE:-/var/lib/nodenet-lab}
OWN_SOCKET=/run/nodenet-lab/docker.sock
OWN_PID=/run/nodenet-lab/docker.pid

# Two clients may be installed, and one may be too new for the daemon: the first that gets an answer is the one.
docker_clients() { type -ap docker | awk '!seen[$0]++'; }

answers() { # CLIENT HOST
  DOCKER_HOST=$2 timeout 5 "$1" version --format '{{.Server.Version}}' >/dev/null 2>&1
}

# find_docker: sets DOCKER and exports DOCKER_HOST; fails if no daemon answers.
find_docker() {
  local host client
  for host in "${DOCKER_HOST:-}" "unix://$OWN_SOCKET" unix:///var/run/docker.sock; do
    [[ -n $host ]] || continue
    [[ $host != unix://* || -S ${host#unix://} ]] || continue
    while read -r client; do
      if answers "$client" "$host"; then
        DOCKER=$client
        export DOCKER_HOST=$host
        return
      fi
    done < <(docker_clients)
  done
  return 1
}

docker() { "$DOCKER" "$@"; }

# need_docker: the daemon that answers, or our own.
need_docker() { find_docker || start_dockerd; }

verb_docker() {
  case ${1:-} in
    up)
      need_docker
      docker version --format "docker: $DOCKER_HOST, client {{.Client.Version}}, server {{.Server.Version}} (API {{.Server.APIVersion}})"
      ;;
    down) stop_dockerd ;;
    *) die "docker takes: up | down" ;;
  esac
}

# start_dockerd: bridge and address pools away from 172.16/12, where docker's own choice would sooner or later meet the
# pod network; runc-fit as the default runtime, for machines that lack a capability which --privileged asks for.
start_dockerd() {
  preflight_need docker
  mkdir -p "$DOCKER_STATE" "${OWN_SOCKET%/*}"
  rm -f "$OWN_PID"
  install -m 755 "$LAB/docker/runc-fit" "$DOCKER_STATE/runc-fit" # a copy: the daemon outlives a checkout
  say "no docker daemon answers: starting one at $OWN_SOCKET (log $DOCKER_STATE/dockerd.log)"
  setsid dockerd --host "unix://$OWN_SOCKET" --pidfile "$OWN_PID" \
    --data-root "$DOCKER_STATE/docker" --exec-root /run/nodenet-lab/exec --storage-driver overlay2 \
    --bip 10.88.0.1/24 --default-address-pool base=10.89.0.0/16,size=24 \
    --add-runtime "fit=$DOCKER_STATE/runc-fit" --default-runtime fit \
    >"$DOCKER_STATE/dockerd.log" 2>&1 </dev/null 9>&- &
  local pid=$! deadline=$((SECONDS + 60))
  until find_docker; do
    kill -0 "$pid" 2>/dev/null || {
      tail -n 5 "$DOCKER_STATE/dockerd.log" >&2
      die "dockerd ended at once; all of its output: $DOCKER_STATE/dockerd.log"
    }
    ((SECONDS < deadline)) || die "dockerd gives no answer after 60 s; see $DOCKER_STATE/dockerd.log"
    sleep 0.2
  done
}

stop_dockerd() {
  local pid
  pid=$(cat "$OWN_PID" 2>/dev/null) || {
    say "our dockerd does not run"
    return
  }
  [[ $(cat "/proc/$pid/comm" 2>/dev/null) == dockerd ]] || die "$OWN_PID names pid $pid, which is not a dockerd"
  kill "$pid"
  tail --pid="$pid" -f /dev/null
  say "dockerd $pid stopped; its images stay in $DOCKER_STATE/docker"
}
