package io.nodenet.cli.print;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.yaml.snakeyaml.DumperOptions;

/**
 * JSON and YAML for programs. Everything outside ASCII is escaped, so that a terminal that shows it
 * obeys no text of others. Thread-safe.
 */
public final class Documents {

  private static final int LONG_LINE = 100_000;

  private Documents() {}

  /** Indented JSON with a line break at its end. */
  public static String json(Object value) {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addModule(new JavaTimeModule())
            .build();
    return write(mapper, value).replace("\u007f", "\\u007f") + System.lineSeparator();
  }

  /** One YAML document. */
  public static String yaml(Object value) {
    DumperOptions options = new DumperOptions();
    options.setAllowUnicode(false);
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(LONG_LINE);
    YAMLFactory factory =
        YAMLFactory.builder()
            .dumperOptions(options)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();
    ObjectMapper mapper =
        YAMLMapper.builder(factory)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addModule(new JavaTimeModule())
            .build();
    return write(mapper, value);
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records that cannot be written: " + value.getClass(), e);
    }
  }
}
