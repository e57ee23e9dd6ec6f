# shellcheck shell=bash
# Sourced by nodenet-lab: what makes this container a node: containerd, kubelet, kube-proxy, and the pod network.

start_node() {
  [[ $MODE == server ]] || join_server
  mount --make-rshared / || say "warning: mount --make-rshared / failed"
  sysctl -q -w net.ipv4.ip_forward=1
  prepare_cgroup
  supervise containerd containerd --config /etc/nodenet/containerd.toml
  wait_for 60 containerd ctr version
  import_images
  start_kubelet_and_proxy
  start_network
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
  supervise kubelet kubelet --config="$STATE/kubelet.yaml" --hostname-override="$NODE" --node-ip="$IP" --cert-dir="$STATE/kubelet-pki" \
    --bootstrap-kubeconfig="$PKI/bootstrap.kubeconfig" --kubeconfig="$STATE/kubelet.kubeconfig" ${NODENET_KUBELET_ARGS:-}
  supervise kube-proxy kube-proxy --config="$STATE/kube-proxy.yaml"
}

start_network() {
  if [[ $BACKEND == none ]]; then start_static_network; else start_flannel; fi
}

node_subnet() { kubectl --kubeconfig "$PKI/network.kubeconfig" get node "$NODE" -o 'jsonpath={.spec.podCIDR}'; }
has_subnet() { [[ -n $(node_subnet) ]]; }

# A network by hand: nothing of flannel is there, neither its files nor its annotations. What this node uses stands in
# the CNI configuration alone.
start_static_network() {
  wait_for 180 "podCIDR of node $NODE" has_subnet
  write_cni_config "$(node_subnet)" "$CLUSTER_CIDR" "$(cat /sys/class/net/eth0/mtu)"
  supervise static-routes nodenet-static-routes "$PKI/network.kubeconfig" "$NODE" "$CLUSTER_CIDR"
}

start_flannel() {
  mkdir -p /etc/kube-flannel /run/flannel
  printf '{"Network":"%s","EnableNFTables":%s,"Backend":{"Type":"%s"}}\n' "$CLUSTER_CIDR" "${NODENET_FLANNEL_NFT:-false}" "$BACKEND" \
    >/etc/kube-flannel/net-conf.json
  NODE_NAME=$NODE supervise flanneld flanneld --kubeconfig-file="$PKI/network.kubeconfig" --net-config-path=/etc/kube-flannel/net-conf.json --iface=eth0
  wait_for 180 /run/flannel/subnet.env test -s /run/flannel/subnet.env
  # shellcheck source=/dev/null
  source /run/flannel/subnet.env
  write_cni_config "$(network_of "$FLANNEL_SUBNET")" "$FLANNEL_NETWORK" "$FLANNEL_MTU"
}

# What flannel's CNI plugin would hand to the bridge plugin; an administrator writes the same by hand.
write_cni_config() { # SUBNET CLUSTER_CIDR MTU
  cat >"$RUN/10-nodenet.conflist" <<JSON
{
  "cniVersion": "1.0.0",
  "name": "cbr0",
  "plugins": [
    {
      "type": "bridge", "bridge": "cni0", "isGateway": true, "isDefaultGateway": true, "hairpinMode": true, "ipMasq": false, "mtu": $3,
      "ipam": {"type": "host-local", "ranges": [[{"subnet": "$1"}]], "routes": [{"dst": "$2"}]}
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
JSON
  cp "$RUN/10-nodenet.conflist" /etc/cni/net.d/.new # in two steps: containerd watches the directory
  mv /etc/cni/net.d/.new /etc/cni/net.d/10-nodenet.conflist
  say "pod network $1 of $2, mtu $3, backend $BACKEND"
}
