# shellcheck shell=bash
# The cluster: one server and some agents as containers on a docker network of their own. Sourced by ../lab.
# Everything carries the label io.nodenet.lab=<name>, by which `down` finds it whatever state a crash left.

kubeconfig_path() { echo "$RUN/$NAME.kubeconfig"; }
containers() { docker ps --all --quiet --filter "label=$LABEL=$NAME" "$@"; }
running_nodes() { docker ps --filter "label=$LABEL=$NAME" --format '{{.Names}}' | sort; }

need_lab() {
  find_docker || die "no docker daemon answers: 'lab up' starts one"
  [[ -n $(containers --filter status=running) ]] || die "no lab '$NAME' runs: start one with '$0 up'"
}

verb_up() {
  local agents=2 backend=none families=${NODENET_FAMILIES:-ipv4} start=$SECONDS
  while (($# > 0)); do
    case $1 in
      --agents=*) agents=${1#*=} ;;
      --backend=*) backend=${1#*=} ;;
      --families=*) families=${1#*=} ;;
      --agents) agents=${2:-} && shift ;;
      --backend) backend=${2:-} && shift ;;
      --families) families=${2:-} && shift ;;
      *) die "up takes --agents N, --backend none|host-gw|vxlan, --families ipv4|dual and --name NAME, not '$1'" ;;
    esac
    shift
  done
  [[ $agents =~ ^[0-9]$ ]] || die "--agents wants a number from 0 to 9, not '$agents'"
  [[ $backend =~ ^(none|host-gw|vxlan)$ ]] || die "--backend wants none, host-gw or vxlan, not '$backend'"
  [[ $families =~ ^(ipv4|dual)$ ]] || die "--families (or NODENET_FAMILIES) wants ipv4 or dual, not '$families'"
  build_components rootfs "${GO_COMPONENTS[@]}"
  build_image
  if [[ -n $(containers) ]]; then
    same_lab "$agents" "$backend" "$families" || die "another lab '$NAME' is there ($(docker ps --all --filter "label=$LABEL=$NAME" --format '{{.Names}} {{.Status}}' | paste -sd, -)): '$0 down' first"
    say "lab '$NAME' is already up"
  else
    trap 'set +e; say "up: interrupted"; verb_down; exit 130' INT TERM HUP
    start_nodes "$agents" "$backend" "$families"
  fi
  wait_for_lab "$((agents + 1))" "$start" || {
    node_logs
    [[ -n ${NODENET_LAB_KEEP:-} ]] || verb_down
    die "the lab did not come up"
  }
  trap - INT TERM HUP
  kubectl --kubeconfig "$(kubeconfig_path)" get nodes -o wide >&2
  say "KUBECONFIG=$(kubeconfig_path)"
}

# same_lab AGENTS BACKEND FAMILIES: what runs under our label is exactly what is asked for.
same_lab() {
  local container
  (($(containers --filter status=running | wc -l) == $1 + 1 && $(containers | wc -l) == $1 + 1)) || return
  for container in $(containers); do
    [[ $(docker inspect --format "{{.Config.Image}} {{index .Config.Labels \"$LABEL.backend\"}} {{index .Config.Labels \"$LABEL.families\"}}" \
      "$container") == "$(image_name) $2 $3" ]] || return
  done
}

# A subnet and a port that nobody has yet; the addresses are fixed, since certificates and routes must outlive a restart.
create_network() { # FAMILIES; sets SUBNET_PREFIX, SUBNET6_PREFIX (empty with IPv4 alone) and PORT
  local index
  for index in {0..31}; do
    SUBNET_PREFIX=10.90.$index SUBNET6_PREFIX='' PORT=$((16443 + index))
    [[ $1 != dual ]] || SUBNET6_PREFIX=fd00:90:$index:
    if ! (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && docker_network_create >/dev/null 2>&1; then return; fi
  done
  docker_network_create # its message says why
}

docker_network_create() {
  docker network create --label "$LABEL=$NAME" --subnet "$SUBNET_PREFIX.0/24" \
    ${SUBNET6_PREFIX:+--ipv6 --subnet "$SUBNET6_PREFIX:/64"} "$(prefix_of "$NAME")"
}

start_nodes() { # AGENTS BACKEND FAMILIES
  local prefix index
  prefix=$(prefix_of "$NAME")
  docker network rm "$prefix" >/dev/null 2>&1 || true # of an `up` that was killed before its first container
  create_network "$3"
  start_node "$prefix-server" 10 "$2" "$3" --publish "127.0.0.1:$PORT:6443" -- \
    server --tls-san=localhost "--flannel-backend=$2" "--families=$3"
  for ((index = 1; index <= $1; index++)); do
    start_node "$prefix-agent$index" "$((10 + index))" "$2" "$3" --env "K3S_URL=https://$SUBNET_PREFIX.10:6443" -- agent
  done
}

start_node() { # NAME HOST_NUMBER BACKEND FAMILIES DOCKER_OPTION... -- ARGUMENT...
  local name=$1 number=$2 options=(--label "$LABEL=$NAME" --label "$LABEL.backend=$3" --label "$LABEL.families=$4")
  shift 4
  while [[ $1 != -- ]]; do options+=("$1") && shift; done
  shift
  docker run --detach --privileged --name "$name" --hostname "$name" --network "$(prefix_of "$NAME")" \
    --ip "$SUBNET_PREFIX.$number" ${SUBNET6_PREFIX:+--ip6 "$SUBNET6_PREFIX:$number"} \
    --tmpfs /run --env K3S_TOKEN=nodenet-lab-token "${options[@]}" "$(image_name)" "$@" >/dev/null
}

# wait_for_lab NODES START: fails after 180 s, or as soon as a node's container has ended.
wait_for_lab() {
  local deadline=$((SECONDS + 180)) ready=0
  until write_kubeconfig; do up_goes_on "$1" "$deadline" || return; done
  say "server ready after $(seconds_since "$2") s"
  until ready=$(ready_nodes) && ((ready == $1)); do up_goes_on "$1" "$deadline" || return; done
  say "$1 nodes Ready after $(seconds_since "$2") s"
}

up_goes_on() { # NODES DEADLINE
  (($(containers --filter status=running | wc -l) == $1)) || { say "a node's container has ended" && return 1; }
  ((SECONDS < $2)) || { say "not ready in time" && return 1; }
  sleep 0.3
}

ready_nodes() {
  kubectl --kubeconfig "$(kubeconfig_path)" get nodes --no-headers 2>/dev/null | awk '$2 == "Ready"' | wc -l
}

# The admin's kubeconfig, with the port that this machine reaches.
write_kubeconfig() {
  local server address content from=https://127.0.0.1:6443
  server=$(prefix_of "$NAME")-server
  content=$(docker exec "$server" cat /etc/rancher/k3s/k3s.yaml 2>/dev/null) || return
  address=$(docker port "$server" 6443/tcp | head -n 1)
  mkdir -p "$RUN"
  (umask 077 && echo "${content/"$from"/https://localhost:${address##*:}}" >"$(kubeconfig_path).new")
  mv "$(kubeconfig_path).new" "$(kubeconfig_path)"
}

verb_kubeconfig() {
  need_lab
  write_kubeconfig || die "the server of lab '$NAME' is not ready"
  kubeconfig_path
}

node_logs() {
  local name
  for name in $(docker ps --all --filter "label=$LABEL=$NAME" --format '{{.Names}}'); do
    say "the last lines of $name ($(docker inspect --format '{{.State.Status}}' "$name")):"
    docker logs --tail 8 "$name" >&2
  done
}

verb_status() {
  find_docker || die "no docker daemon answers: no lab runs"
  echo "docker      $DOCKER_HOST"
  echo "image       $(image_name)"
  if [[ -z $(containers) ]]; then
    echo "lab         '$NAME' is down"
    return 1
  fi
  echo "kubeconfig  $(verb_kubeconfig)"
  docker ps --all --filter "label=$LABEL=$NAME" --format 'table {{.Names}}\t{{.Status}}\t{{.Image}}'
  kubectl --kubeconfig "$(kubeconfig_path)" get nodes -o custom-columns='NODE:.metadata.name,POD-CIDR:.spec.podCIDRs[*],ADDRESS:.status.addresses[?(@.type=="InternalIP")].address,KUBELET:.status.nodeInfo.kubeletVersion'
  local node
  for node in $(running_nodes); do docker exec "$node" nodenet-fault list | sed "s/^/fault on $node: /"; done
}

verb_down() {
  find_docker || {
    say "no docker daemon answers: nothing runs"
    return
  }
  local ids names
  mapfile -t ids < <(containers)
  ((${#ids[@]} == 0)) || docker rm --force --volumes "${ids[@]}" >/dev/null
  mapfile -t names < <(docker network ls --quiet --filter "label=$LABEL=$NAME")
  ((${#names[@]} == 0)) || docker network rm "${names[@]}" >/dev/null
  rm -f "$(kubeconfig_path)"
  remove_stale_cgroups
  say "down: ${#ids[@]} containers and ${#names[@]} networks of lab '$NAME' removed"
}

# A node whose container saw the host's cgroup tree (Testcontainers binds it in) leaves its own branch behind. Branches of
# running containers are theirs even when empty: an idle kubelet has no process in them.
remove_stale_cgroups() {
  local hosts branch
  hosts=$(docker ps --quiet | xargs -r "$DOCKER" inspect --format '{{.Config.Hostname}}')
  for branch in /sys/fs/cgroup/nodenet-* /sys/fs/cgroup/*/nodenet-*; do
    [[ -d $branch ]] || continue
    grep -qxF "${branch##*/nodenet-}" <<<"$hosts" && continue
    find "$branch" -depth -type d -exec rmdir {} + 2>/dev/null || warn "$branch is still in use"
  done
}

verb_shell() {
  need_lab
  (($# > 0)) || die "shell wants a node: $(running_nodes | paste -sd' ')"
  local node terminal=()
  node=$(node_named "$1")
  shift
  [[ -t 0 ]] && terminal=(--tty)
  if (($# > 0)); then docker exec --interactive "${terminal[@]}" "$node" "$@"; else docker exec --interactive "${terminal[@]}" "$node" bash; fi
}

# node_named NODE: also by its short name (server, agent1).
node_named() {
  local name
  for name in "$1" "$(prefix_of "$NAME")-$1"; do
    if running_nodes | grep -qxF "$name"; then
      echo "$name"
      return
    fi
  done
  die "no node '$1' runs in lab '$NAME': there are $(running_nodes | paste -sd' ')"
}

verb_load_image() {
  (($# > 0)) || die "load-image wants one or more image tars"
  need_lab
  local file node jobs failed=0
  for file in "$@"; do
    [[ -f $file && -r $file ]] || die "cannot read $file"
    jobs=()
    for node in $(running_nodes); do
      import_into "$node" "$file" &
      jobs+=($!)
    done
    for node in "${jobs[@]}"; do wait "$node" || failed=1; done
  done
  ((!failed)) || die "not every node took every image"
}

import_into() { # NODE FILE
  local output
  output=$(docker exec --interactive "$1" ctr --namespace k8s.io images import - <"$2" 2>&1) || {
    say "$1 does not take $2: $(tail -n 1 <<<"$output")"
    return 1
  }
  say "$1: $(sed -nE 's/^([^[:space:]]+)[[:space:]]+saved.*/\1/p' <<<"$output" | paste -sd' ') from $(basename "$2")"
}

verb_env() {
  local apiserver_dir
  build_components rootfs "${GO_COMPONENTS[@]}"
  build_image
  apiserver_dir=$(verb_apiserver_dir --cached)
  cat <<ENV
export NODENET_LAB_IMAGE=$(image_name)
export NODENET_APISERVER_DIR=$apiserver_dir
export KUBECONFIG=$(kubeconfig_path)
export PATH=$(component_dir kube):\$PATH
export DOCKER_HOST=$DOCKER_HOST
export TESTCONTAINERS_RYUK_DISABLED=true
export TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE=$(box_image_name)
ENV
}
