/**
 * The objects of rtnetlink as records, decoded from messages without any I/O, and the typed dumps
 * of them. One class per object, named after its uapi structure.
 */
@NullMarked
package io.nodenet.agent.rtnetlink;

import org.jspecify.annotations.NullMarked;
