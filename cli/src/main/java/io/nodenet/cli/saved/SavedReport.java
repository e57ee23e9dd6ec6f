package io.nodenet.cli.saved;

import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The report of a saved NodeNetwork.
 *
 * @param writtenAt when the API server took it; absent if that was not saved
 */
record SavedReport(NodeNetworkSpec spec, long generation, @Nullable Instant writtenAt) {}
