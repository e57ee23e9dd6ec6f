@NullMarked
package io.nodenet.cli.print;

import org.jspecify.annotations.NullMarked;
