@NullMarked
package io.nodenet.audit.kubernetes;

import org.jspecify.annotations.NullMarked;
