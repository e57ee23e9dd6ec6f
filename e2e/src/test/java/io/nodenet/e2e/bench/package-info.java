/**
 * The figures of docs/benchmarks.md that need a cluster; run by {@code make bench}, never by a
 * test.
 */
@NullMarked
package io.nodenet.e2e.bench;

import org.jspecify.annotations.NullMarked;
