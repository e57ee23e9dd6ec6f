# shellcheck shell=bash
# Sourced by nodenet-lab: the control plane.

start_server() {
  URL=https://127.0.0.1:6443
  (umask 077 && make_server_identity)
  start_etcd_and_apiserver
  wait_for 120 apiserver kubectl --kubeconfig "$PKI/admin.kubeconfig" get --raw /readyz
  say "apiserver ready"
  start_controllers
  sed "s|@SERVER@|https://$IP:6443|; s|@CA@|$(base64 -w0 "$PKI/ca.crt")|; s|@CLUSTER_CIDR@|$CLUSTER_CIDR|; s|@BACKEND@|$BACKEND|" \
    /etc/nodenet/bootstrap.yaml >"$STATE/bootstrap.yaml"
  wait_for 60 "bootstrap objects" kubectl --kubeconfig "$PKI/admin.kubeconfig" apply -f "$STATE/bootstrap.yaml"
}

make_server_identity() {
  local name
  make_ca
  make_certificate apiserver kube-apiserver "" 127.0.0.1 "$IP" ${IP6:+"$IP6"} "$(address_after "$(of_family 4 "$SERVICE_CIDR")")" \
    localhost "$NODE" kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local "${SANS[@]}"
  make_certificate kubelet-client kube-apiserver-kubelet-client nodenet:kubelet-api
  make_certificate admin nodenet-admin system:masters
  make_certificate kcm system:kube-controller-manager ""
  make_certificate scheduler system:kube-scheduler ""
  for name in admin kcm scheduler; do kubeconfig_by_certificate "$PKI/$name.kubeconfig" "$URL" $name; done
  cat >"$PKI/tokens.csv" <<CSV
$TOKEN,nodenet:joiner,u-join,"system:bootstrappers"
$TOKEN-proxy,system:kube-proxy,u-proxy,""
$TOKEN-network,nodenet:network,u-network,"nodenet:network"
CSV
}

# NODENET_APISERVER_ARGS and NODENET_KCM_ARGS are split into words on purpose.
# shellcheck disable=SC2086
start_etcd_and_apiserver() {
  supervise etcd etcd --name n --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 --initial-cluster n=http://127.0.0.1:2380
  supervise kube-apiserver kube-apiserver --etcd-servers=http://127.0.0.1:2379 --secure-port=6443 --advertise-address="$IP" \
    --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
    --client-ca-file="$PKI/ca.crt" --token-auth-file="$PKI/tokens.csv" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$PKI/sa.pub" --service-account-signing-key-file="$PKI/sa.key" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
    --service-cluster-ip-range="$SERVICE_CIDR" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$PKI/kubelet-client.crt" --kubelet-client-key="$PKI/kubelet-client.key" \
    --endpoint-reconciler-type=lease --profiling=false ${NODENET_APISERVER_ARGS:-}
}

# shellcheck disable=SC2086
start_controllers() {
  local masks=("--node-cidr-mask-size=$NODE_MASK") # refused with CIDRs of two families, whose nodes get a /64 by default
  [[ -z $(of_family 6 "$CLUSTER_CIDR") ]] || masks=("--node-cidr-mask-size-ipv4=$NODE_MASK")
  supervise kube-controller-manager kube-controller-manager --kubeconfig="$PKI/kcm.kubeconfig" \
    --leader-elect=false --use-service-account-credentials --bind-address=127.0.0.1 \
    --service-account-private-key-file="$PKI/sa.key" --root-ca-file="$PKI/ca.crt" \
    --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key" \
    --allocate-node-cidrs --cluster-cidr="$CLUSTER_CIDR" "${masks[@]}" \
    --service-cluster-ip-range="$SERVICE_CIDR" ${NODENET_KCM_ARGS:-}
  supervise kube-scheduler kube-scheduler --kubeconfig="$PKI/scheduler.kubeconfig" --leader-elect=false --bind-address=127.0.0.1
}
