@NullMarked
package io.nodenet.agent;

import org.jspecify.annotations.NullMarked;
