/**
 * The path between two pods, hop by hop, and what the audit found on it.
 *
 * <p>Pure, as the whole engine; judges nothing itself: a hop is broken where {@link
 * io.nodenet.audit.Auditor} has a finding about it.
 */
@NullMarked
package io.nodenet.audit.path;

import org.jspecify.annotations.NullMarked;
