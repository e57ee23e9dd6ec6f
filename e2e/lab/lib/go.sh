# shellcheck shell=bash
# Which Go builds the components. Sourced by ../lab.
#
# The system's Go if it is new enough. Else any Go there is fetches a new toolchain as a module, like every other module
# through the configured proxy and its checksum database; it is kept as a component of its own.

GO_WANTED=1.26.6 # the highest `go` line among src/*/go.mod
GO_TOOLCHAIN=1.26.8

version_at_least() { # HAVE WANTED
  [[ -n $1 && $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

go_candidates() {
  type -ap go || true
  printf '%s\n' /usr/local/go/bin/go
  find /usr/lib -maxdepth 1 -name 'go-1.*' -printf '%p/bin/go\n' 2>/dev/null | sort -rV
}

go_version() { # PROGRAM; GOTOOLCHAIN=local: what it is, not what it would fetch
  (cd / && GOTOOLCHAIN=local "$1" version 2>/dev/null) | awk '{sub("^go", "", $3); print $3}'
}

# go_at_least VERSION: the first candidate that runs and is at least that.
go_at_least() {
  local candidate
  while read -r candidate; do
    if [[ -x $candidate ]] && version_at_least "$(go_version "$candidate")" "$1"; then
      echo "$candidate"
      return
    fi
  done < <(go_candidates)
  return 1
}

toolchain_dir() { echo "$CACHE/go-$GO_TOOLCHAIN-$(goarch)"; }

go_suffices() { [[ -d $(toolchain_dir) ]] || go_at_least 1.13 >/dev/null; }
go_lack() { echo "missing: go (builds Kubernetes, containerd and the CNI plugins): apt-get install golang-go; any version does, a new toolchain is fetched as a module"; }

# find_go: sets GO. Under the build lock, since it may have to fetch a toolchain.
find_go() {
  export GOTOOLCHAIN=local
  if GO=$(go_at_least "$GO_WANTED"); then return; fi
  GO=$(toolchain_dir)/bin/go
  [[ ! -x $GO ]] || return 0
  local old partial=$CACHE/.partial-go
  old=$(go_at_least 1.13) || die "$(go_lack)"
  mkdir -p "$partial" "$CACHE/log"
  step "fetching go $GO_TOOLCHAIN (this machine's is $(go_version "$old"))" 20 "$CACHE/log/go.log" fetch_toolchain "$old" "$partial"
  mv -T "$partial" "$(toolchain_dir)"
}

# A module archive carries no permissions: the programs in it must be made executable.
fetch_toolchain() { # OLD_GO OUTPUT_DIR
  local module
  module=$(cd "$2" && GOFLAGS='' "$1" mod download -json "golang.org/toolchain@v0.0.1-go$GO_TOOLCHAIN.linux-$(goarch)" |
    awk -F'"' '$2 == "Dir" {print $4} $2 == "Error" {print $4 >"/dev/stderr"}')
  [[ -d $module ]] || return
  cp -r "$module/." "$2/"
  chmod -R u+w "$2"
  chmod -R a+x "$2/bin" "$2/pkg/tool"
}
