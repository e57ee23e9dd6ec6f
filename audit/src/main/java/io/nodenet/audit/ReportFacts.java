package io.nodenet.audit;

import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.time.Instant;

/**
 * The report of one node and when it came in.
 *
 * @param spec the report; untrusted input
 * @param generation generation of the NodeNetwork
 * @param receivedAt when the report last came in, by the clock of the reader (never by that of the
 *     node)
 * @param sinceBoot when the boot id of the report was first seen
 */
public record ReportFacts(
    NodeNetworkSpec spec, long generation, Instant receivedAt, Instant sinceBoot) {}
