/**
 * Netlink without knowledge of what is carried: sockets, messages, attributes, dumps and
 * notifications.
 *
 * <p>Only {@link io.nodenet.agent.netlink.NetlinkException} leaves this package. Malformed,
 * truncated and unsupported are different kinds of it; a message that makes no sense can neither
 * throw anything else nor spoil the messages around it.
 */
@NullMarked
package io.nodenet.agent.netlink;

import org.jspecify.annotations.NullMarked;
