# shellcheck shell=bash
# Sourced by nodenet-lab: what makes this container a node: containerd, kubelet, kube-proxy, and the pod network.

start_node() {
  [[ $MODE == server ]] || join_server
  mount --make-rshared / || say "warning: mount --make-rshared / failed"
  sysctl -q -w net.ipv4.ip_forward=1
  NODE_IPS=$IP
  [[ -z $(of_family 6 "$CLUSTER_CIDR") ]] || prepare_ipv6
  prepare_cgroup
  supervise containerd containerd --config /etc/nodenet/containerd.toml
  wait_for 60 containerd ctr version
  import_images
  start_kubelet_and_proxy
  start_network
}

# Docker turns IPv6 off for every interface that it does not make itself, such as the bridge of the pods.
prepare_ipv6() {
  [[ -n $IP6 ]] || die "pods have addresses of both families, but eth0 has no IPv6 address: is the docker network made with --ipv6?"
  sysctl -q -w net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1 || die "no IPv6 in this kernel"
  NODE_IPS=$IP,$IP6
}

# Trust on first use, like a join token without a CA hash: good enough for a network that ends inside one machine.
join_server() {
  [[ -n $URL ]] || die "an agent needs K3S_URL or --server"
  wait_for 300 "join $URL" join_fact ca
  join_fact ca | base64 -d >"$PKI/ca.crt"
  CLUSTER_CIDR=$(join_fact clusterCIDR)
  BACKEND=$(join_fact backend)
  URL=$(join_fact server) # by address: the name we were given need not stand in the certificate
  say "joined $URL (cluster CIDR $CLUSTER_CIDR, backend $BACKEND)"
}

join_fact() { # NAME
  kubectl --server="$URL" --token="$TOKEN" --insecure-skip-tls-verify -n kube-public get configmap nodenet-lab -o "jsonpath={.data.$1}"
}

# The images that are part of the node, and those that somebody put there before the start.
import_images() {
  local tar
  for tar in /usr/share/nodenet/images/*.tar /var/lib/nodenet/images/*.tar; do
    [[ -e $tar ]] || continue
    ctr -n k8s.io images import "$tar" >>"$LOGS/images.log" 2>&1 || die "cannot import $tar: $(tail -n 1 "$LOGS/images.log")"
  done
  say "containerd up, images: $(ctr -n k8s.io images ls -q | grep -v '@\|^sha256:' | paste -sd' ')"
}

# NODENET_KUBELET_ARGS is split into words on purpose.
# shellcheck disable=SC2086
start_kubelet_and_proxy() {
  kubeconfig_by_token "$PKI/bootstrap.kubeconfig" "$URL" "$TOKEN"
  kubeconfig_by_token "$PKI/proxy.kubeconfig" "$URL" "$TOKEN-proxy"
  kubeconfig_by_token "$PKI/network.kubeconfig" "$URL" "$TOKEN-network"
  sed "s|@CA@|$PKI/ca.crt|; s|@CGROUP_ROOT@|$CGROUP_ROOT|" /etc/nodenet/kubelet.yaml >"$STATE/kubelet.yaml"
  sed "s|@CLUSTER_CIDR@|$CLUSTER_CIDR|; s|@KUBECONFIG@|$PKI/proxy.kubeconfig|; s|@NODE@|$NODE|; s|@IP@|$IP|" \
    /etc/nodenet/kube-proxy.yaml >"$STATE/kube-proxy.yaml"
  rm -f /etc/cni/net.d/* # of the life before a restart: kubelet must not start pods before the network is there
  supervise kubelet kubelet --config="$STATE/kubelet.yaml" --hostname-override="$NODE" --node-ip="$NODE_IPS" --cert-dir="$STATE/kubelet-pki" \
    --bootstrap-kubeconfig="$PKI/bootstrap.kubeconfig" --kubeconfig="$STATE/kubelet.kubeconfig" ${NODENET_KUBELET_ARGS:-}
  supervise kube-proxy kube-proxy --config="$STATE/kube-proxy.yaml"
}

start_network() {
  if [[ $BACKEND == none ]]; then start_static_network; else start_flannel; fi
}

node_subnets() { kubectl --kubeconfig "$PKI/network.kubeconfig" get node "$NODE" -o 'jsonpath={.spec.podCIDRs[*]}'; }
has_subnets() { [[ -n $(node_subnets) ]]; }

# A network by hand: nothing of flannel is there, neither its files nor its annotations. What this node uses stands in
# the CNI configuration alone.
start_static_network() {
  wait_for 180 "podCIDRs of node $NODE" has_subnets
  write_cni_config "$(node_subnets)" "$CLUSTER_CIDR" "$(cat /sys/class/net/eth0/mtu)"
  supervise static-routes nodenet-static-routes "$PKI/network.kubeconfig" "$NODE" "$CLUSTER_CIDR"
}

start_flannel() {
  mkdir -p /etc/kube-flannel /run/flannel
  printf '{"Network":"%s",%s"EnableNFTables":%s,"Backend":{"Type":"%s"}}\n' "$(of_family 4 "$CLUSTER_CIDR")" "$(flannel_ipv6)" \
    "${NODENET_FLANNEL_NFT:-false}" "$BACKEND" >/etc/kube-flannel/net-conf.json
  NODE_NAME=$NODE supervise flanneld flanneld --kubeconfig-file="$PKI/network.kubeconfig" --net-config-path=/etc/kube-flannel/net-conf.json --iface=eth0
  wait_for 180 /run/flannel/subnet.env test -s /run/flannel/subnet.env
  # shellcheck source=/dev/null
  source /run/flannel/subnet.env
  local subnets networks=$FLANNEL_NETWORK
  subnets=$(network_of "$FLANNEL_SUBNET")
  if [[ -n ${FLANNEL_IPV6_SUBNET:-} ]]; then
    subnets+=,${FLANNEL_IPV6_SUBNET%::*}::/${FLANNEL_IPV6_SUBNET#*/} # a /64: the host part is behind the double colon
    networks+=,$FLANNEL_IPV6_NETWORK
  fi
  write_cni_config "$subnets" "$networks" "$FLANNEL_MTU"
}

flannel_ipv6() {
  local network
  network=$(of_family 6 "$CLUSTER_CIDR")
  [[ -z $network ]] || printf '"EnableIPv6":true,"IPv6Network":"%s",' "$network"
}

# What flannel's CNI plugin would hand to the bridge plugin; an administrator writes the same by hand.
write_cni_config() { # SUBNETS CLUSTER_CIDRS MTU; one of each family, with commas or blanks
  cat >"$RUN/10-nodenet.conflist" <<JSON
{
  "cniVersion": "1.0.0",
  "name": "cbr0",
  "plugins": [
    {
      "type": "bridge", "bridge": "cni0", "isGateway": true, "isDefaultGateway": true, "hairpinMode": true, "ipMasq": false, "mtu": $3,
      "ipam": {"type": "host-local", "ranges": [$(each_entry '[{"subnet": "%s"}]' "$1")], "routes": [$(each_entry '{"dst": "%s"}' "$2")]}
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
JSON
  cp "$RUN/10-nodenet.conflist" /etc/cni/net.d/.new # in two steps: containerd watches the directory
  mv /etc/cni/net.d/.new /etc/cni/net.d/10-nodenet.conflist
  say "pod network $1 of $2, mtu $3, backend $BACKEND"
}

# each_entry FORMAT LIST: the entries in that form, with commas.
each_entry() {
  local entry items=()
  # shellcheck disable=SC2059 # the format is ours
  for entry in ${2//,/ }; do items+=("$(printf "$1" "$entry")"); done
  (IFS=, && echo "${items[*]}")
}
