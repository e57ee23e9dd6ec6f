/** From saved Kubernetes objects to the input of the audit; works without any cluster. */
@NullMarked
package io.nodenet.cli.saved;

import org.jspecify.annotations.NullMarked;
