@NullMarked
package io.nodenet.agent.netlink;

import org.jspecify.annotations.NullMarked;
