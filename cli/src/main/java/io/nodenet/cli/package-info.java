/**
 * {@code kubectl-nodenet}: the audit over saved objects, and the verdicts of a cluster as a person
 * reads them.
 *
 * <p>Everything it reads was written by others: what goes to a terminal is escaped, and what cannot
 * be used ends in one line that says where and what was expected.
 */
@NullMarked
package io.nodenet.cli;

import org.jspecify.annotations.NullMarked;
