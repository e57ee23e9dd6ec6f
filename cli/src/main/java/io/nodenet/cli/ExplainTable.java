package io.nodenet.cli;

import io.nodenet.audit.path.HopState;
import io.nodenet.cli.AuditResult.NodeFinding;
import io.nodenet.cli.ExplainResult.End;
import io.nodenet.cli.ExplainResult.HopShown;
import io.nodenet.cli.ExplainResult.WayShown;
import io.nodenet.cli.print.Page;
import io.nodenet.cli.print.Page.Piece;
import io.nodenet.cli.print.Page.Tone;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the path between two pods for people: a line per hop, and below a hop its findings, each
 * in full where it stands first. For one path.
 */
final class ExplainTable {

  private static final int STATE_WIDTH = 9;
  private static final int KIND_WIDTH = 9;
  private static final int WIDEST = 40;
  private static final int BELOW = 11;

  private final Page page;
  private final Set<NodeFinding> told = new HashSet<>();

  ExplainTable(Page page) {
    this.page = page;
  }

  void print(ExplainResult result) {
    end(result.from());
    end(result.to());
    int nodeWidth = width(result, HopShown::node);
    int nameWidth = width(result, hop -> orDash(hop.name()));
    for (WayShown way : result.ways()) {
      page.blank();
      page.row(0, title(way), new Piece(upper(way.state()), BELOW, tone(way.state())));
      String doubt = "";
      for (HopShown hop : way.hops()) {
        hop(hop, nodeWidth, nameWidth);
        doubt = doubt(hop, doubt);
        hop.findings().forEach(this::finding);
      }
    }
    page.blank();
    page.text(0, tone(result.state()), summary(result));
  }

  private void end(End end) {
    String where = end.node() == null ? "" : " on " + end.node();
    String addresses = end.addresses().isEmpty() ? "" : ", " + String.join(", ", end.addresses());
    page.text(0, Tone.PLAIN, end.pod() + where + addresses);
    if (end.note() != null) {
      page.text(2, Tone.DOUBTFUL, end.note());
    }
    end.findings().forEach(this::finding);
  }

  private static String title(WayShown way) {
    return way.from() + " " + way.source() + " -> " + way.to() + " " + way.destination();
  }

  private void hop(HopShown hop, int nodeWidth, int nameWidth) {
    page.row(
        2,
        hop.shows(),
        new Piece(upper(hop.state()), STATE_WIDTH, tone(hop.state())),
        Piece.of(hop.node(), nodeWidth),
        Piece.of(hop.kind().toLowerCase(Locale.ROOT), KIND_WIDTH),
        Piece.of(orDash(hop.name()), nameWidth));
  }

  /** Hops in a row that are not known for one reason give it once. */
  private String doubt(HopShown hop, String before) {
    String doubt = hop.doubt() == null ? "" : hop.doubt();
    if (!doubt.isEmpty() && !doubt.equals(before)) {
      page.text(BELOW, Tone.DOUBTFUL, doubt);
    }
    return doubt;
  }

  private void finding(NodeFinding finding) {
    if (told.add(finding)) {
      FindingPrinter.indented(page, BELOW).print(finding);
    } else {
      page.text(BELOW, Tone.PLAIN, finding.severity() + "  " + finding.check() + "  (see above)");
    }
  }

  private static String summary(ExplainResult result) {
    if (result.note() != null) {
      return "There is no path: " + result.note();
    }
    List<HopShown> broken = hops(result, HopState.BROKEN).toList();
    if (!broken.isEmpty()) {
      return "Broken: "
          + String.join(", ", broken.stream().map(ExplainTable::place).distinct().toList())
          + ".";
    }
    List<HopShown> unknown = hops(result, HopState.UNKNOWN).toList();
    if (!unknown.isEmpty()) {
      return "No hop is known to be broken, but "
          + unknown.size()
          + (unknown.size() == 1 ? " is" : " are")
          + " unknown: the path may or may not be whole.";
    }
    return "The path is whole, there and back.";
  }

  /** Where it is broken, by what explains the rest if that stands there too. */
  private static String place(HopShown hop) {
    List<String> checks = hop.findings().stream().map(NodeFinding::check).distinct().toList();
    return hop.kind().toLowerCase(Locale.ROOT)
        + " of "
        + hop.node()
        + " ("
        + String.join(", ", checks)
        + ")";
  }

  private static Stream<HopShown> hops(ExplainResult result, HopState state) {
    return result.ways().stream()
        .flatMap(way -> way.hops().stream())
        .filter(hop -> hop.state().equals(state.toString()));
  }

  private static int width(ExplainResult result, Function<HopShown, String> text) {
    return 2
        + result.ways().stream()
            .flatMap(way -> way.hops().stream())
            .map(text)
            .mapToInt(String::length)
            .map(length -> Math.min(length, WIDEST))
            .max()
            .orElse(0);
  }

  /** What is wrong stands out without colour. */
  private static String upper(String state) {
    return state.equals(HopState.BROKEN.toString())
        ? state.toUpperCase(Locale.ROOT)
        : state.toLowerCase(Locale.ROOT);
  }

  private static Tone tone(String state) {
    if (state.equals(HopState.OK.toString())) {
      return Tone.GOOD;
    }
    return state.equals(HopState.BROKEN.toString()) ? Tone.BAD : Tone.DOUBTFUL;
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
