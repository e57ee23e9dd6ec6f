/** Reads verdicts out of a cluster with the rights of the user; changes nothing there. */
@NullMarked
package io.nodenet.cli.cluster;

import org.jspecify.annotations.NullMarked;
