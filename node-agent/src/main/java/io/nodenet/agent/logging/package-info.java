/** What log lines of all layers have in common; knows none of them. */
@NullMarked
package io.nodenet.agent.logging;

import org.jspecify.annotations.NullMarked;
