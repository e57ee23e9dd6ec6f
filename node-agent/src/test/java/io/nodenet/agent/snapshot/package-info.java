@NullMarked
package io.nodenet.agent.snapshot;

import org.jspecify.annotations.NullMarked;
