package io.nodenet.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check of the vxlan tunnels of the node: made where flannel announces one and is what gives the
 * pods their network.
 *
 * @param <F> the kind of fact
 */
interface OverlayCheck<F> extends EachCheck<F> {

  @Override
  default Set<Need> needs() {
    return Need.ofHost(Need.NODE, Need.POD_CIDR, Need.LINKS, Need.INTERFACES, Need.ADDRESSES);
  }

  @Override
  default @Nullable Gap obstacle(AuditedNode node) {
    return Overlay.absence(node);
  }
}
