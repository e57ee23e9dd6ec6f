package io.nodenet.cli.saved;

import java.util.List;

/** A path as a person writes it: {@code spec.veths[3].mtu}. */
final class FieldPath {

  private FieldPath() {}

  /** Steps are field names or item numbers. */
  static String of(List<Object> path) {
    StringBuilder text = new StringBuilder();
    for (Object step : path) {
      if (step instanceof Integer index) {
        text.append('[').append((int) index).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.isEmpty() ? "the object" : text.toString();
  }
}
