/** Text for terminals and programs; knows nothing of where it comes from. */
@NullMarked
package io.nodenet.cli.print;

import org.jspecify.annotations.NullMarked;
