/**
 * One consistent look at the node: the kernel's tables and the files that the CNI plugins keep,
 * with everything that could not be read named in it.
 *
 * <p>Files and names are input from outside: bounded in size and number, never trusted to be whole
 * or ours. Nothing here throws for what it finds; a {@link io.nodenet.agent.snapshot.ReadError}
 * says what is missing.
 */
@NullMarked
package io.nodenet.agent.snapshot;

import org.jspecify.annotations.NullMarked;
