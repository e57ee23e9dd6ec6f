@NullMarked
package io.nodenet.agent.publish;

import org.jspecify.annotations.NullMarked;
