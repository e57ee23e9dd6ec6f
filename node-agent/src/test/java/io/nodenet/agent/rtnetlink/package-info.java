@NullMarked
package io.nodenet.agent.rtnetlink;

import org.jspecify.annotations.NullMarked;
