/** Tests of the parts that need no API server. */
@NullMarked
package io.nodenet.operator.nodenetwork;

import org.jspecify.annotations.NullMarked;
