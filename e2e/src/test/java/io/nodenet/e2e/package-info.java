/** Tests over all modules, and those that need a real cluster. */
@NullMarked
package io.nodenet.e2e;

import org.jspecify.annotations.NullMarked;
