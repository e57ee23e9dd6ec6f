package io.nodenet.agent.publish;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.util.List;
import java.util.Set;

/** Small reports. */
final class Reports {

  static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Reports() {}

  /** That differs from others by its boot id. */
  static Report report(String bootId) {
    KernelTables kernel =
        new KernelTables(
            List.of(), Set.of(), List.of(), List.of(), List.of(), KernelDetails.UNREAD);
    NodeSnapshot snapshot = new NodeSnapshot(bootId, kernel, NodeFiles.NONE, List.of());
    return Report.of(new NodeNetworkMapper("1").map(snapshot, null), SERIALIZATION);
  }
}
