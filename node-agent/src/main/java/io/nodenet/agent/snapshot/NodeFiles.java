package io.nodenet.agent.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the files of the node say.
 *
 * @param present whether there is any CNI directory at all
 * @param netnsIds ids by name under /run/netns; null when that is not there, so that nothing can be
 *     concluded from an absent name
 */
public record NodeFiles(
    boolean present,
    List<CniResult> results,
    @Nullable CniConfig config,
    @Nullable SubnetEnv subnetEnv,
    @Nullable Map<String, Integer> netnsIds,
    FileDetails details) {

  /** An agent that reads no files. */
  public static final NodeFiles NONE =
      new NodeFiles(false, List.of(), null, null, null, FileDetails.UNREAD);

  public NodeFiles {
    results = List.copyOf(results);
  }
}
