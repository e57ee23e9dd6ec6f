package io.nodenet.agent.snapshot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which container of which pod a process belongs to, from its {@code /proc/PID/cgroup}: one line
 * for each hierarchy of version 1, or the one line of version 2. A path names the pod by {@code
 * podUID} (cgroupfs driver) or {@code ...-podUID.slice} with underscores (systemd driver), and
 * below it the container. Deeper groups are containers inside of containers, with networks of their
 * own.
 */
record PodCgroup(String podUid, String containerId) {

  private static final Pattern PATH =
      Pattern.compile(
          "[/-]pod([0-9a-f_-]{8,64})(?:\\.slice)?/(?:[a-z-]{1,40}-)?([0-9a-f]{16,128})(?:\\.scope)?$");

  /** Empty for a process of no pod. */
  static Optional<PodCgroup> parse(String text) {
    return text.lines()
        .map(PATH::matcher)
        .filter(Matcher::find)
        .map(path -> new PodCgroup(path.group(1).replace('_', '-'), path.group(2)))
        .findFirst();
  }
}
