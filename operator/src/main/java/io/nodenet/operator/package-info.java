/**
 * The operator's process: its configuration, its start and stop, leadership, metrics and health.
 * What it does with NodeNetworks stands in {@code nodenetwork}.
 */
@NullMarked
package io.nodenet.operator;

import org.jspecify.annotations.NullMarked;
