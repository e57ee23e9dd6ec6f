/**
 * The C library calls that the agent needs, and the only place that knows {@code
 * java.lang.foreign}. Nothing here interprets what it reads or writes.
 */
@NullMarked
package io.nodenet.agent.libc;

import org.jspecify.annotations.NullMarked;
