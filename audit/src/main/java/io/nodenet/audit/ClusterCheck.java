package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;

/**
 * A check of the cluster as a whole, which is the fault of no node in particular.
 *
 * <p>Stateless, as every {@link Check} is. Its findings stand on no node and move no condition.
 */
interface ClusterCheck {

  CheckName name();

  Outcome judge(ClusterView cluster, AuditSettings settings);
}
