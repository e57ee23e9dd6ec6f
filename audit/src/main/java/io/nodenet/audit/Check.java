package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import java.util.Set;

/**
 * One pair of facts that must agree.
 *
 * <p>Stateless. What a check needs is declared and tested before it is asked, so that {@link
 * #judge} only compares. An exception out of it makes its condition Unknown and leaves the rest of
 * the verdict alone.
 */
interface Check {

  CheckName name();

  /** What must be at hand; asked in the order of {@link Need}. */
  Set<Need> needs();

  Outcome judge(AuditedNode node);
}
