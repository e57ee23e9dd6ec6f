package io.nodenet.agent.logging;

/** Keys of the facts in log lines; messages themselves are constant. */
public final class LogKeys {

  /** Number of an error of the C library. */
  public static final String ERRNO = "errno";

  /** Length of a report as JSON. */
  public static final String BYTES = "bytes";

  /** How many routes a report counts. */
  public static final String ROUTES = "routes";

  /** How many veths a report counts. */
  public static final String VETHS = "veths";

  /** How many errors a report lists. */
  public static final String ERRORS = "errors";

  /** Why something was done, or was not. */
  public static final String REASON = "reason";

  /** Multicast groups of rtnetlink. */
  public static final String GROUPS = "groups";

  /** Version of this program. */
  public static final String VERSION = "version";

  /** Name of the Node. */
  public static final String NODE = "node";

  /** URL of the API server. */
  public static final String SERVER = "server";

  /** Address that the endpoints listen on. */
  public static final String ADDRESS = "address";

  /** Name of a thread. */
  public static final String THREAD = "thread";

  private LogKeys() {}
}
