@NullMarked
package io.nodenet.agent.libc;

import org.jspecify.annotations.NullMarked;
