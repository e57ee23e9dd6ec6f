package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A time in an object that others write: what the CRD lets in, and how it is read.
 *
 * <p>Format {@code date-time} of an API server lets in more than {@link Instant} can read. One such
 * object would end every watch of this kind, so the CRD asks for more, and a time that is
 * unreadable all the same is read as {@link Instant#EPOCH} instead of failing. Stateless; any
 * thread may call it.
 */
final class UtcTime extends StdDeserializer<Instant> {

  private static final long serialVersionUID = 1L;

  /** Of what matches, only days that a month does not have remain to be refused by the format. */
  static final String PATTERN =
      "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
          + "T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z$";

  /** Length with nanoseconds. */
  static final int LONGEST = 30;

  UtcTime() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    String text = parser.getValueAsString();
    if (text == null) {
      parser.skipChildren();
      return Instant.EPOCH;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
