/**
 * From a snapshot to the API object, and to the API server: what is published, when, and how it is
 * kept within the limits of the schema.
 */
@NullMarked
package io.nodenet.agent.publish;

import org.jspecify.annotations.NullMarked;
