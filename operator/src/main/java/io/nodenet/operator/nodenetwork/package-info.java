/**
 * From Nodes, Pods and reports to the verdict in the status of each NodeNetwork.
 *
 * <p>The data flow: {@link io.nodenet.operator.nodenetwork.ClusterEventSource} feeds {@link
 * io.nodenet.operator.nodenetwork.ClusterModel}, which says whom a change touches; {@link
 * io.nodenet.operator.nodenetwork.NodeNetworkReconciler} audits one node against the model and
 * writes what has changed.
 */
@NullMarked
package io.nodenet.operator.nodenetwork;

import org.jspecify.annotations.NullMarked;
