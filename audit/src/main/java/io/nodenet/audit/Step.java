package io.nodenet.audit;

import org.jspecify.annotations.Nullable;

/**
 * One stage of the way of a packet, as the report of its node shows it.
 *
 * @param name what it is called there, such as the name of a device; absent: not known
 * @param shows what is there, as {@code ip} would print it; foreign text, to be escaped
 * @param doubt why nobody can say that it is right, if no finding says that it is wrong; absent: it
 *     was looked at, and it is right
 */
public record Step(@Nullable String name, String shows, @Nullable String doubt) {

  static Step right(@Nullable String name, String shows) {
    return new Step(name, shows, null);
  }

  /** Nothing of it can be told. */
  static Step unseen(String why) {
    return new Step(null, "not known", why);
  }
}
