package io.nodenet.audit.path;

import inet.ipaddr.IPAddress;
import io.nodenet.audit.PodFacts;

/** What travels: a packet from one pod to another, with its two addresses. */
record Trip(PodFacts from, IPAddress source, PodFacts to, IPAddress destination) {

  Trip back() {
    return new Trip(to, destination, from, source);
  }

  boolean isOnOneNode() {
    return node(from).equals(node(to));
  }

  /** Node of a pod that has one; pods without one travel nowhere. */
  static String node(PodFacts pod) {
    String node = pod.nodeName();
    if (node == null) {
      throw new IllegalStateException(pod.qualifiedName() + " is on no node");
    }
    return node;
  }
}
