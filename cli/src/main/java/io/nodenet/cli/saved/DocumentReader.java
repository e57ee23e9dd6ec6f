package io.nodenet.cli.saved;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * Reads the objects of one file: YAML or JSON, one or many documents, {@code List} objects and
 * typed lists ({@code PodList}), item by item, so that memory holds one object and not the file.
 *
 * <p>Objects of kinds that the audit does not need are skipped without being built. Not
 * thread-safe; one instance per file.
 */
final class DocumentReader {

  /** Takes the objects in their order. */
  interface Sink {
    void accept(SavedObject object) throws UnusableInputException;

    /** A list of one kind; it makes the kind known, also when it is empty. */
    void list(SavedKind kind);
  }

  private static final String LIST = "List";
  private static final int SNIFFED = 4096;

  private final String file;
  private final Sink sink;
  private int objects;

  DocumentReader(String file, Sink sink) {
    this.file = file;
    this.sink = sink;
  }

  /** Reads to the end; the caller closes the stream. */
  void read(InputStream stream) throws IOException, UnusableInputException {
    CheckedReader text = new CheckedReader(new UnicodeReader(stream));
    BufferedReader reader = new BufferedReader(text, SNIFFED * 2);
    try (JsonParser parser = open(reader, text)) {
      while (parser.nextToken() != null) {
        document(parser);
      }
    } catch (CheckedReader.NotTextException e) {
      throw notText(e);
    } catch (JsonProcessingException e) {
      throw syntax(e);
    }
    if (objects == 0) {
      throw new UnusableInputException(
          Origin.of(file), "is empty: expected Kubernetes objects as YAML or JSON");
    }
  }

  private static JsonParser open(BufferedReader reader, CheckedReader text) throws IOException {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();
    if (looksLikeJson(reader)) {
      return JsonFactory.builder().streamReadConstraints(constraints).build().createParser(reader);
    }
    text.refuseControls();
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .streamReadConstraints(constraints)
        .build()
        .createParser(reader);
  }

  /** JSON starts with a brace and a quote (a YAML flow mapping hardly does), or with a bracket. */
  private static boolean looksLikeJson(BufferedReader reader) throws IOException {
    reader.mark(SNIFFED);
    int first = nextVisible(reader, SNIFFED / 2);
    int second = first == '{' || first == '[' ? nextVisible(reader, SNIFFED / 2) : -1;
    reader.reset();
    return (first == '{' && (second == '"' || second == '}'))
        || (first == '[' && (second == '{' || second == ']'));
  }

  private static int nextVisible(BufferedReader reader, int limit) throws IOException {
    int next = reader.read();
    for (int i = 0; i < limit && next >= 0 && Character.isWhitespace(next); i++) {
      next = reader.read();
    }
    return next;
  }

  private void document(JsonParser parser) throws IOException, UnusableInputException {
    switch (parser.currentToken()) {
      case START_OBJECT -> emit(object(parser, Header.NONE));
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          document(parser);
        }
      }
      case VALUE_NULL -> {
        // An empty document between two separators.
      }
      default -> {
        if (!parser.getText().isEmpty()) {
          throw notAnObject(parser);
        }
      }
    }
  }

  private UnusableInputException notAnObject(JsonParser parser) throws IOException {
    return new UnusableInputException(
        at(parser),
        "expected a Kubernetes object (apiVersion, kind, metadata), found "
            + Found.scalar(parser.getText()));
  }

  private Origin at(JsonParser parser) {
    return new Origin(file, LinedTree.line(parser));
  }

  /** Reads an object up to its end; its items, if it is a list, go to the sink on the way. */
  private Read object(JsonParser parser, Header inherited)
      throws IOException, UnusableInputException {
    Read read = new Read(new LinedTree(at(parser)), inherited);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("kind") && token == JsonToken.VALUE_STRING) {
        read.takeKind(parser);
      } else if (name.equals("apiVersion") && token == JsonToken.VALUE_STRING) {
        read.apiVersion = parser.getText();
      } else if (name.equals("items") && token == JsonToken.START_ARRAY && read.mayBeList()) {
        items(parser, read);
      } else if (read.mayBeWanted()) {
        read.tree.readField(parser, name);
      } else {
        parser.skipChildren();
      }
    }
    return read;
  }

  private void items(JsonParser parser, Read list) throws IOException, UnusableInputException {
    list.hasItems = true;
    Header header = list.itemHeader();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw notAnObject(parser);
      }
      Read item = object(parser, header);
      if (item.kind == null) {
        list.nameless.add(item);
      } else {
        emit(item);
      }
    }
  }

  private void emit(Read read) throws UnusableInputException {
    objects++;
    if (read.kind == null) {
      throw new UnusableInputException(read.tree.origin(), withoutKind(read));
    }
    if (read.hasItems || read.kind.endsWith(LIST)) {
      emitNameless(read, read.kind);
      SavedKind.of(read.apiVersion, itemKind(read.kind)).ifPresent(sink::list);
      return;
    }
    Optional<SavedKind> kind = SavedKind.of(read.apiVersion, read.kind);
    if (kind.isPresent()) {
      sink.accept(new SavedObject(kind.get(), read.apiVersion, read.tree));
    }
  }

  private void emitNameless(Read list, String kind) throws UnusableInputException {
    for (Read item : list.nameless) {
      if (kind.equals(LIST) || !kind.endsWith(LIST)) {
        throw new UnusableInputException(
            item.tree.origin(),
            "item without kind in a " + kind + ": expected apiVersion and kind");
      }
      item.kind = itemKind(kind);
      item.apiVersion = list.apiVersion;
      emit(item);
    }
    list.nameless.clear();
  }

  private static String withoutKind(Read read) {
    return read.hasItems
        ? "a list that ends without \"kind\": expected \"kind: List\"; the file seems to be cut off"
        : "expected a Kubernetes object, found one without \"kind\"";
  }

  private static String itemKind(String listKind) {
    return listKind.endsWith(LIST) ? listKind.substring(0, listKind.length() - LIST.length()) : "";
  }

  private UnusableInputException notText(CheckedReader.NotTextException e) {
    return new UnusableInputException(
        new Origin(file, e.line()), e.getMessage() + ": expected YAML or JSON");
  }

  private UnusableInputException syntax(JsonProcessingException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CheckedReader.NotTextException notText) {
        return notText(notText);
      }
      if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
        return syntax(marked);
      }
    }
    int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    String format = e.getProcessor() instanceof YAMLParser ? "YAML" : "JSON";
    return new UnusableInputException(
        new Origin(file, line), "no valid " + format + ": " + firstLine(e.getOriginalMessage()));
  }

  private UnusableInputException syntax(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
    return new UnusableInputException(
        new Origin(file, e.getProblemMark().getLine() + 1),
        "no valid YAML: " + firstLine(e.getProblem()) + context);
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
  }

  /** What a list says of its items. */
  private record Header(@Nullable String apiVersion, @Nullable String kind) {
    static final Header NONE = new Header(null, null);
  }

  /** An object while it is read. */
  private static final class Read {
    private final LinedTree tree;
    private final List<Read> nameless = new ArrayList<>();
    private @Nullable String apiVersion;
    private @Nullable String kind;
    private boolean hasItems;
    private boolean hasKind;

    Read(LinedTree tree, Header inherited) {
      this.tree = tree;
      this.apiVersion = inherited.apiVersion;
      this.kind = inherited.kind;
    }

    void takeKind(JsonParser parser) throws IOException, UnusableInputException {
      if (hasKind) {
        throw new UnusableInputException(
            tree.origin().at(LinedTree.line(parser)), "field \"kind\" stands twice in one object");
      }
      hasKind = true;
      kind = parser.getText();
    }

    boolean mayBeList() {
      return kind == null || kind.endsWith(LIST);
    }

    boolean mayBeWanted() {
      return kind == null || SavedKind.mayBe(kind);
    }

    Header itemHeader() {
      return kind == null || kind.equals(LIST) || !kind.endsWith(LIST)
          ? Header.NONE
          : new Header(apiVersion, itemKind(kind));
    }
  }
}
