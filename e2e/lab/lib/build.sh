# shellcheck shell=bash
# The components of the node image, each cached under a hash of its inputs. Sourced by ../lab.
#
# A component is built into $CACHE/.partial-* and renamed when complete: a directory that has its final name is whole.
# One lock serialises builds. Child processes inherit it, so that a build whose shell was killed keeps the next one
# waiting until its last compiler has ended.

GO_COMPONENTS=(flannel cni etcd containerd pause kube)
# kube-state-metrics is no part of a node: it is built when the test of its configuration asks for it.
declare -A GO_SECONDS=([flannel]=45 [cni]=10 [etcd]=30 [containerd]=75 [pause]=5 [kube]=310 [kubestatemetrics]=120) # cold, two cores
# What each module is asked for: package=output, in the order of building.
declare -A GO_PROGRAMS=(
  [flannel]='.=flanneld'
  [cni]='github.com/containernetworking/plugins/plugins/main/bridge=bridge
         github.com/containernetworking/plugins/plugins/main/loopback=loopback
         github.com/containernetworking/plugins/plugins/ipam/host-local=host-local
         github.com/containernetworking/plugins/plugins/meta/portmap=portmap'
  [etcd]='go.etcd.io/etcd/server/v3=etcd'
  [containerd]='github.com/containerd/containerd/v2/cmd/containerd=containerd
         github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2=containerd-shim-runc-v2
         github.com/containerd/containerd/v2/cmd/ctr=ctr'
  [pause]='.=pause'
  [kube]='.=kube'
  [kubestatemetrics]='k8s.io/kube-state-metrics/v2=kube-state-metrics'
)
# Without these every Kubernetes program reports v0.0.0-master+$Format:%H$ as its version.
KUBE_LDFLAGS="-X k8s.io/component-base/version.gitVersion=v$KUBERNETES_VERSION
  -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=36
  -X k8s.io/client-go/pkg/version.gitVersion=v$KUBERNETES_VERSION"
KUBE_PROGRAMS=(kubectl kubelet kube-apiserver kube-controller-manager kube-scheduler kube-proxy)
ROOTFS_PACKAGES=iproute2,iptables,conntrack,iputils-ping,runc,procps,kmod,mount,ethtool,ca-certificates,openssl,tini,busybox-static

ldflags_of() { if [[ $1 == kube ]]; then echo "-s -w $KUBE_LDFLAGS"; else echo "-s -w"; fi; }

# component_dir NAME: where the component is, or will be, whole.
component_dir() {
  local name=$1 inputs
  case $name in
    rootfs) inputs=$(hash_of "$DEBIAN_SUITE" "$ROOTFS_PACKAGES" "$(uname -m)") ;;
    *) inputs=$(hash_of "$(hash_of_tree "$LAB/src/$name")" "${GO_PROGRAMS[$name]}" "$(ldflags_of "$name")" "$(uname -m)") ;;
  esac
  echo "$CACHE/$name-$inputs"
}

build_go() { # NAME OUTPUT_DIR
  local program flags
  flags=$(ldflags_of "$1")
  for program in ${GO_PROGRAMS[$1]}; do
    (cd "$LAB/src/$1" && CGO_ENABLED=0 GOWORK=off "$GO" build -mod=readonly -buildvcs=false -trimpath \
      -ldflags "${flags//$'\n'/ }" -o "$2/${program##*=}" "${program%=*}")
  done
  if [[ $1 == kube ]]; then
    for program in "${KUBE_PROGRAMS[@]}"; do ln -s kube "$2/$program"; done
  fi
}

# The base of the node image: Debian minbase and the tools of a node. Own mount namespace: debootstrap mounts /proc and
# /sys in its target, and a killed one would leave them there for the next clean-up to walk into.
build_rootfs() { # OUTPUT_DIR
  unshare --mount --propagation private debootstrap --variant=minbase --include="$ROOTFS_PACKAGES" \
    "$DEBIAN_SUITE" "$1/root" ${NODENET_DEBIAN_MIRROR:+"$NODENET_DEBIAN_MIRROR"} || return
  rm -rf "$1"/root/var/cache/apt/* "$1"/root/var/lib/apt/lists/* "$1"/root/usr/share/{doc,man,locale,info} "$1"/root/var/log/*
  : >"$1/root/etc/apt/sources.list"
  tar -C "$1/root" --numeric-owner -cf "$1/root.tar" .
  rm -rf --one-file-system "$1/root"
}

with_build_lock() { # COMMAND...
  mkdir -p "$CACHE"
  exec 9>"$CACHE/.lock"
  flock --nonblock 9 || {
    say "another build holds $CACHE/.lock: waiting for it"
    flock 9
  }
  rm -rf --one-file-system "$CACHE"/.partial-* # of builds that were killed: nobody else builds while we hold the lock
  "$@"
  exec 9>&-
}

# build_component NAME: under the lock. Prints nothing when it is cached.
build_component() {
  local name=$1 dir partial command expected
  dir=$(component_dir "$name")
  [[ -d $dir ]] && return
  partial=$CACHE/.partial-$name
  mkdir -p "$partial" "$CACHE/log"
  case $name in
    rootfs)
      preflight_need rootfs
      command=(build_rootfs "$partial") expected=60
      ;;
    *)
      find_go
      command=(build_go "$name" "$partial") expected=${GO_SECONDS[$name]}
      ;;
  esac
  step "building $name" "$expected" "$CACHE/log/$name.log" "${command[@]}"
  mv -T "$partial" "$dir"
}

components_cached() { # NAME...
  local name
  for name in "$@"; do [[ -d $(component_dir "$name") ]] || return; done
}

build_components() { # NAME...
  components_cached "$@" && return
  with_build_lock build_each "$@"
}

build_each() {
  local name
  for name in "$@"; do build_component "$name"; done
}

verb_build() {
  local start=$SECONDS
  build_components rootfs "${GO_COMPONENTS[@]}"
  build_image
  say "build: everything is there, $(seconds_since "$start") s; image $(image_name)"
}

# The layout that io.fabric8's kube-api-test expects, as links into the component cache.
verb_apiserver_dir() { # [--cached]: fail instead of building for minutes
  case ${1:-} in
    '') build_components etcd kube ;;
    --cached) components_cached etcd kube || die "etcd and the Kubernetes programs are not built yet: '$0 build' does" ;;
    *) die "apiserver-dir takes nothing but --cached" ;;
  esac
  local etcd kube dir partial leaf
  leaf=k8s/$KUBERNETES_VERSION-linux-$(goarch)
  etcd=$(component_dir etcd) kube=$(component_dir kube)
  dir=$CACHE/apiserver-$(hash_of "$etcd" "$kube" "$leaf")
  if [[ ! -d $dir ]]; then
    partial=$(mktemp -d -p "$CACHE")
    mkdir -p "$partial/$leaf"
    ln -s "$etcd/etcd" "$kube/kube-apiserver" "$kube/kubectl" "$partial/$leaf/"
    chmod 755 "$partial"
    mv -T "$partial" "$dir" 2>/dev/null || rm -rf "$partial" # another process may have been first
  fi
  echo "$dir"
}

verb_kube_state_metrics() { # [--cached]: fail instead of building for minutes
  case ${1:-} in
    '') build_components kubestatemetrics ;;
    --cached) components_cached kubestatemetrics || die "kube-state-metrics is not built yet: '$0 kube-state-metrics' does" ;;
    *) die "kube-state-metrics takes nothing but --cached" ;;
  esac
  echo "$(component_dir kubestatemetrics)/kube-state-metrics"
}

kubectl() { "$(component_dir kube)/kubectl" "$@"; }
