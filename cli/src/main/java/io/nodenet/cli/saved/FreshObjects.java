package io.nodenet.cli.saved;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Objects as an API server has just answered them, read the same way as saved ones, so that a
 * cluster and what was saved of it give the same answer. For one thread.
 */
public final class FreshObjects {

  private final ObjectCollector objects = new ObjectCollector();

  /** Takes an object or a list in; {@code origin} says in complaints where it comes from. */
  public void add(String origin, String json) throws UnusableInputException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      new DocumentReader(origin, objects).read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UnusableInputException(Origin.of(origin), "cannot be read: " + e.getMessage());
    }
  }

  /** The cluster that they make at that time. */
  public SavedCluster cluster(String origin, Instant now) throws UnusableInputException {
    return SavedCluster.of(origin, objects, now);
  }
}
