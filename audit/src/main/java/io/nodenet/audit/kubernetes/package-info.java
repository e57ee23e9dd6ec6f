/** From the objects of the Kubernetes API to the facts of the audit; models only, no client. */
@NullMarked
package io.nodenet.audit.kubernetes;

import org.jspecify.annotations.NullMarked;
