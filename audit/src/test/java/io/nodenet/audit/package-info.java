@NullMarked
package io.nodenet.audit;

import org.jspecify.annotations.NullMarked;
