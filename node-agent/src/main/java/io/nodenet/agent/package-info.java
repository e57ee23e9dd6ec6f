/**
 * The node agent: reads what the kernel of one node holds and publishes it. Start, configuration,
 * the loop that ties reading to publishing, health and metrics.
 */
@NullMarked
package io.nodenet.agent;

import org.jspecify.annotations.NullMarked;
