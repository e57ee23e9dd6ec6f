/**
 * The audit engine: pure functions from facts about a cluster to the verdict on one node.
 *
 * <p>No Kubernetes client, no clock, no input or output: {@code now} and what was seen before are
 * part of the input, so that the same input gives the same verdict in the operator and over saved
 * objects.
 */
@NullMarked
package io.nodenet.audit;

import org.jspecify.annotations.NullMarked;
