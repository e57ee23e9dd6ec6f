/** Tests of the API: the committed manifests, and what a real API server accepts and refuses. */
@NullMarked
package io.nodenet.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
