package io.nodenet.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes text for people: wrapped at the width of the terminal, coloured where that is wanted, with
 * all text escaped.
 *
 * <p>For one thread; flushes nothing.
 */
public final class Page {

  /** What a piece of text means; a terminal shows it as a colour. */
  public enum Tone {
    /** Bad. */
    BAD("31"),
    /** Doubtful. */
    DOUBTFUL("33"),
    /** Good. */
    GOOD("32"),
    /** Stands out. */
    STRONG("1"),
    /** As all text. */
    PLAIN("");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** Shorter lines than these cannot be read whatever the terminal says. */
  private static final int NARROWEST = 60;

  private final PrintWriter out;
  private final Look look;

  /**
   * How text looks.
   *
   * @param width columns of a line
   * @param colour whether tones become colours
   */
  public record Look(int width, boolean colour) {

    /** What a pipe or a file gets. */
    public static final Look PLAIN = new Look(100, false);

    /** Keeps lines readable on terminals that say nonsense. */
    public Look {
      width = Math.max(NARROWEST, width);
    }
  }

  /** A page on {@code out}. */
  public Page(PrintWriter out, Look look) {
    this.out = out;
    this.look = look;
  }

  /** An empty line. */
  public void blank() {
    out.println();
  }

  /** Text in one tone, wrapped, each line after {@code indent} blanks. */
  public void text(int indent, Tone tone, String text) {
    for (String line : wrap(Escape.visible(text), look.width - indent)) {
      out.println(" ".repeat(indent) + toned(tone, line));
    }
  }

  /** A label and a text that is wrapped beside it. */
  public void labelled(int indent, String label, int labelWidth, String text) {
    String first = " ".repeat(indent) + padded(Escape.visible(label), labelWidth);
    String rest = " ".repeat(indent + labelWidth);
    List<String> lines = wrap(Escape.visible(text), look.width - indent - labelWidth);
    for (int i = 0; i < lines.size(); i++) {
      out.println((i == 0 ? first : rest) + lines.get(i));
    }
  }

  /** Cells side by side, and a text that is wrapped beside them. */
  public void row(int indent, String text, Piece... cells) {
    StringBuilder first = new StringBuilder(" ".repeat(indent));
    int column = indent;
    for (Piece cell : cells) {
      String shown = Escape.visible(cell.text);
      int width = Math.max(shown.length() + 2, cell.width);
      first.append(toned(cell.tone, shown)).append(" ".repeat(width - shown.length()));
      column += width;
    }
    List<String> lines = wrap(Escape.visible(text), look.width - column);
    out.println((first + lines.getFirst()).stripTrailing());
    String rest = " ".repeat(column);
    lines.stream().skip(1).forEach(line -> out.println(rest + line));
  }

  /** One line of pieces; not wrapped. */
  public void line(Piece... pieces) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < pieces.length; i++) {
      Piece piece = pieces[i];
      String text = Escape.visible(piece.text);
      String gap =
          i == pieces.length - 1 ? "" : " ".repeat(Math.max(2, piece.width - text.length()));
      line.append(toned(piece.tone, text)).append(gap);
    }
    out.println(line);
  }

  /**
   * Text that takes at least {@code width} columns, gap included.
   *
   * @param width columns up to the next piece
   */
  public record Piece(String text, int width, Tone tone) {

    /** In the tone of all text. */
    public static Piece of(String text, int width) {
      return new Piece(text, width, Tone.PLAIN);
    }
  }

  private String toned(Tone tone, String text) {
    return !look.colour || tone == Tone.PLAIN || text.isEmpty()
        ? text
        : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  /** Breaks at blanks; a word that is too long for a line (a command, an address) stays whole. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
