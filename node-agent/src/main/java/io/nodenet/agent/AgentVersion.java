package io.nodenet.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that the build stamps into the program. */
final class AgentVersion {

  private static final String RESOURCE = "version.properties";

  private AgentVersion() {}

  /** Such as 0.1.0. */
  static String current() {
    try (InputStream in = AgentVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new AssertionError("the build left out " + RESOURCE);
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new AssertionError("cannot read " + RESOURCE, e);
    }
  }
}
