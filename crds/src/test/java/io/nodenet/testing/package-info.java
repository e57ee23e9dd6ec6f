/** What the tests of several modules share: a real API server. */
@NullMarked
package io.nodenet.testing;

import org.jspecify.annotations.NullMarked;
