# shellcheck shell=bash
# Sourced by nodenet-lab: a cgroup of its own for each node's pods.
#
# Testcontainers binds the host's whole /sys/fs/cgroup into every node: they share one tree, and each kubelet would tidy
# away the pods of the others. So a node's kubelet works below /nodenet-<node>.

prepare_cgroup() { # sets CGROUP_ROOT
  CGROUP_ROOT=/nodenet-$NODE
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then prepare_cgroup_v2; else prepare_cgroup_v1; fi
}

prepare_cgroup_v1() {
  local controller file
  for controller in /sys/fs/cgroup/*/; do
    [[ -e $controller/cgroup.procs ]] && mkdir -p "$controller$CGROUP_ROOT" 2>/dev/null
  done
  for file in cpuset.cpus cpuset.mems; do # a new cpuset is empty, and an empty one takes no process
    controller=/sys/fs/cgroup/cpuset
    [[ -e $controller$CGROUP_ROOT/$file && -z $(cat "$controller$CGROUP_ROOT/$file") ]] || continue
    cat "$controller/$file" >"$controller$CGROUP_ROOT/$file"
  done
}

# Not yet run by us with a kubelet: the machines at hand have cgroup v1. Moving the processes and enabling a controller is
# tested on the v2 hierarchy that such machines have beside it (test-cgroup-v2). After Documentation/admin-guide/cgroup-v2.rst.
#
# "No internal processes": a cgroup other than the root of the whole hierarchy cannot both hold processes and give
# controllers to children. What we see at /sys/fs/cgroup is usually this container's own cgroup (a private cgroup
# namespace), and our processes sit in it: they move into a child first. Where the host's tree is bound in, the root is
# the real one (it has no cgroup.type file), our processes are elsewhere, and nothing has to move.
prepare_cgroup_v2() {
  local root=/sys/fs/cgroup pid attempt
  if [[ -e $root/cgroup.type ]]; then
    mkdir -p "$root/nodenet-init"
    for attempt in 1 2 3 4 5; do # a process that forks while we read leaves a child behind: read again
      [[ -s $root/cgroup.procs ]] || [[ -n $(cat "$root/cgroup.procs") ]] || break
      while read -r pid; do echo "$pid" >"$root/nodenet-init/cgroup.procs" 2>/dev/null; done <"$root/cgroup.procs"
    done
    [[ -z $(cat "$root/cgroup.procs") ]] || say "warning: processes stay in $root after $attempt attempts"
  fi
  enable_controllers "$root"
  mkdir -p "$root$CGROUP_ROOT"
  enable_controllers "$root$CGROUP_ROOT"
}

# One by one: a single write with one controller that cannot be had would enable none.
enable_controllers() { # CGROUP_DIRECTORY
  local controller controllers
  read -ra controllers <"$1/cgroup.controllers"
  for controller in "${controllers[@]}"; do
    echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || say "warning: no controller $controller below $1"
  done
}
