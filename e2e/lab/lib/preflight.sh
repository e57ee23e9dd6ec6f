# shellcheck shell=bash
# What this machine must have, and how to get it. Sourced by ../lab.

GO_WANTED=1.26 # the newest `go` line among src/*/go.mod, without its patch level
# tool=Debian package=what for. Tools that every Debian has (essential packages) are not listed.
TOOLS_ROOTFS=('debootstrap=debootstrap=builds the base of the node image' 'unshare=util-linux=builds the base of the node image')
TOOLS_DOCKER=('dockerd=docker.io=runs the nodes' 'iptables=iptables=is what dockerd wires its networks with'
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
  echo "missing: $tool ($why): apt-get install $package"
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

version_at_least() { # HAVE WANTED
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

go_candidates() {
  command -v go || true
  printf '%s\n' /usr/local/go/bin/go /usr/lib/go/bin/go
  find /usr/lib -maxdepth 1 -name 'go-1.*' -printf '%p/bin/go\n' 2>/dev/null | sort -rV
}

# find_go: sets GO (and GOTOOLCHAIN when the system's Go must fetch a newer one as a module), or dies with what to install.
find_go() {
  GO=$(newest_go) || die "$(go_lack)"
  if ! version_at_least "$(go_version "$GO")" "$GO_WANTED"; then export GOTOOLCHAIN=auto; fi
}

go_version() { # PROGRAM; GOTOOLCHAIN=local: what it is, not what it would fetch
  (cd / && GOTOOLCHAIN=local "$1" version 2>/dev/null) | awk '{sub("^go", "", $3); print $3}'
}

# newest_go: the first candidate that is new enough; else the first that can fetch a newer toolchain.
newest_go() {
  local candidate version fallback=
  while read -r candidate; do
    [[ -x $candidate ]] || continue
    version=$(go_version "$candidate")
    if version_at_least "$version" "$GO_WANTED"; then
      echo "$candidate"
      return
    fi
    if [[ -z $fallback ]] && version_at_least "$version" 1.21; then fallback=$candidate; fi
  done < <(go_candidates)
  [[ -n $fallback ]] && echo "$fallback"
}

go_lack() {
  echo "missing: go $GO_WANTED or newer, or any go from 1.21 that can fetch toolchains through its module proxy: apt-get install golang-go" \
    "where that is at least 1.21 (Debian 13), elsewhere a newer golang-1.x package from backports or a Go release under /usr/local/go"
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
  if ((install)) && ! newest_go >/dev/null; then install_go; fi
  for entry in "${lacks[@]}"; do lack_line "$entry" && bad=1; done
  newest_go >/dev/null || { go_lack && bad=1; }
  ((EUID == 0)) || { echo "missing: root: the lab builds a root file system, starts dockerd and privileged containers" && bad=1; }
  [[ -e /proc/sys/net/ipv4/ip_forward ]] || { echo "missing: a /proc of a Linux machine with network namespaces" && bad=1; }
  preflight_space || bad=1
  ((bad == 0)) || return 1
  echo "preflight: this machine has everything the lab needs"
}

# 5 GiB: Go's build and module caches take most of it, components and images 1.5.
preflight_space() {
  local free
  mkdir -p "$CACHE"
  free=$(df --output=avail -BG "$CACHE" | tail -n 1 | tr -dc 0-9)
  ((free >= 8)) || {
    echo "missing: disk space: $free GiB free at $CACHE, 8 needed for a first build: set NODENET_CACHE to a larger disk"
    return 1
  }
}

install_packages() { # ENTRY...
  local packages=() entry tool package why
  for entry in "$@"; do
    IFS='=' read -r tool package why <<<"$entry"
    packages+=("$package")
  done
  apt_install "${packages[@]}"
}

install_go() {
  have apt-cache || return 0
  version_at_least "$(apt-cache policy golang-go | awk '/Candidate:/ {sub(".*:", "", $2); print $2}')" 1.21 || return 0
  apt_install golang-go
}

apt_install() { # PACKAGE...
  ((EUID == 0)) || die "preflight --install needs root"
  have apt-get || die "preflight --install knows apt-get only; install by hand: $*"
  mkdir -p "$CACHE/log"
  step "apt-get install $*" 30 "$CACHE/log/apt.log" bash -c \
    'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"' apt "$@"
}
