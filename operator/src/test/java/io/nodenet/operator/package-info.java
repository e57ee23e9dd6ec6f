/** Tests of the process, and of the whole operator at a real API server. */
@NullMarked
package io.nodenet.operator;

import org.jspecify.annotations.NullMarked;
