# shellcheck shell=bash
# Breaking one thing on a node, and putting it back. The work is done by nodenet-fault inside the node. Sourced by ../lab.

verb_break() { # FAULT [NODE [TARGET]]
  (($# >= 1 && $# <= 3)) || die "break takes FAULT [NODE [TARGET]]; 'lab --help' lists the faults"
  need_lab
  local node
  node=$(node_named "${2:-$(running_nodes | grep -- -agent | head -n 1)}")
  docker exec "$node" nodenet-fault break "$1" ${3:+"$3"} | sed "s/^/$node: /"
}

verb_repair() { # FAULT [NODE]
  (($# >= 1 && $# <= 2)) || die "repair takes FAULT [NODE]"
  need_lab
  local node nodes repaired=0
  nodes=$(if (($# == 2)); then node_named "$2"; else running_nodes; fi)
  for node in $nodes; do
    docker exec "$node" nodenet-fault list | grep -qE "^$1( |\$)" || continue
    docker exec "$node" nodenet-fault repair "$1" | sed "s/^/$node: /"
    repaired=1
  done
  ((repaired)) || die "no node has the fault '$1'; 'lab status' shows which it has"
}
