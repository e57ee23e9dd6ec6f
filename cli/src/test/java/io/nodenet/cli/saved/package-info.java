@NullMarked
package io.nodenet.cli.saved;

import org.jspecify.annotations.NullMarked;
