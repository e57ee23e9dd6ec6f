# shellcheck shell=bash
# What this machine must have, and how to get it. Sourced by ../lab.

# tool=Debian package (or two: the first that this release has)=what for. Tools that every Debian has (essential packages) are not listed.
TOOLS_ROOTFS=('debootstrap=debootstrap=builds the base of the node image' 'unshare=util-linux=builds the base of the node image')
TOOLS_DOCKER=('dockerd=docker.io=runs the nodes' 'docker=docker-cli|docker.io=talks to dockerd'
  'iptables=iptables=is what dockerd wires its networks with'
  'runc=runc=runs containers' 'jq=jq=fits container configurations to this machine')
TOOLS_ANY=('flock=util-linux=serialises builds' 'sha256sum=coreutils=names the caches' 'tar=tar=packs images' 'awk=mawk=reads tables')

# missing_tools TABLE_ENTRY...: the entries whose tool is not there. sbin counts: it need not be on a user's PATH.
missing_tools() {
  local entry
  for entry in "$@"; do have "${entry%%=*}" || echo "$entry"; done
}

lack_line() { # ENTRY
  local tool package why
  IFS='=' read -r tool package why <<<"$1"
  echo "missing: $tool ($why): apt-get install ${package/|/ or }"
}

# preflight_need rootfs|docker: die with one line per lack.
preflight_need() {
  local entry table=()
  case $1 in rootfs) table=("${TOOLS_ROOTFS[@]}") ;; docker) table=("${TOOLS_DOCKER[@]}") ;; esac
  local lacks=()
  mapfile -t lacks < <(missing_tools "${TOOLS_ANY[@]}" "${table[@]}")
  for entry in "${lacks[@]}"; do say "$(lack_line "$entry")"; done
  ((${#lacks[@]} == 0)) || die "this machine lacks ${#lacks[@]} tool(s): '$0 preflight --install' gets them as root"
  ((EUID == 0)) || die "$1 needs root: run this as root (sudo -E $0 ...)"
}

verb_preflight() {
  local install=0
  case ${1:-} in
    --install) install=1 ;;
    '') ;;
    *) die "preflight takes nothing but --install" ;;
  esac
  local lacks=() entry bad=0
  mapfile -t lacks < <(missing_tools "${TOOLS_ANY[@]}" "${TOOLS_ROOTFS[@]}" "${TOOLS_DOCKER[@]}")
  if ((install && ${#lacks[@]} > 0)); then
    install_packages "${lacks[@]}"
    hash -r
    mapfile -t lacks < <(missing_tools "${TOOLS_ANY[@]}" "${TOOLS_ROOTFS[@]}" "${TOOLS_DOCKER[@]}")
  fi
  if ((install)) && ! go_suffices; then apt_update && apt_install golang-go; fi
  for entry in "${lacks[@]}"; do lack_line "$entry" && bad=1; done
  go_suffices || { go_lack && bad=1; }
  ((EUID == 0)) || { echo "missing: root: the lab builds a root file system, starts dockerd and privileged containers" && bad=1; }
  preflight_kernel || bad=1
  preflight_space || bad=1
  ((bad == 0)) || return 1
  echo "preflight: this machine has everything the lab needs"
}

# What containers in a privileged container need; a user namespace or a hardened sandbox may lack it.
preflight_kernel() {
  local bad=0 bounding
  bounding=$((16#$(awk '/^CapBnd/ {print $2}' /proc/self/status)))
  ((bounding >> 21 & 1)) || { echo "missing: CAP_SYS_ADMIN: mounts; run the lab in a VM or in a privileged container" && bad=1; }
  ((bounding >> 12 & 1)) || { echo "missing: CAP_NET_ADMIN: bridges and routes; run the lab in a VM or in a privileged container" && bad=1; }
  if ! grep -qw overlay /proc/filesystems && ! modprobe overlay 2>/dev/null; then
    echo "missing: the overlay file system: a kernel with CONFIG_OVERLAY_FS" && bad=1
  fi
  return "$bad"
}

# 8 GiB: Go's build and module caches take most of it, components and images 1.5.
preflight_space() {
  local free
  mkdir -p "$CACHE" 2>/dev/null || {
    echo "missing: a cache directory that can be written: set NODENET_CACHE (now $CACHE)"
    return 1
  }
  ! components_cached rootfs "${GO_COMPONENTS[@]}" || return 0
  free=$(df --output=avail -BG "$CACHE" | tail -n 1 | tr -dc 0-9)
  ((free >= 8)) || {
    echo "missing: disk space: $free GiB free at $CACHE, 8 needed for a first build: set NODENET_CACHE to a larger disk"
    return 1
  }
}

install_packages() { # ENTRY...
  local packages=() entry tool package why
  apt_update
  for entry in "$@"; do
    IFS='=' read -r tool package why <<<"$entry"
    apt-cache show "${package%|*}" >/dev/null 2>&1 || package=${package#*|}
    packages+=("${package%|*}")
  done
  apt_install "${packages[@]}"
}

apt_update() {
  ((EUID == 0)) || die "preflight --install needs root"
  have apt-get || die "preflight --install knows apt-get only: 'lab preflight' says what to install by hand"
  mkdir -p "$CACHE/log"
  step "apt-get update" 5 "$CACHE/log/apt.log" apt-get update -qq
}

apt_install() { # PACKAGE...
  DEBIAN_FRONTEND=noninteractive step "apt-get install $*" 30 "$CACHE/log/apt.log" \
    apt-get install -y -qq --no-install-recommends "$@"
}
