/** NetworkAuditPolicies: what became of each. What they say of nodes is {@code nodenetwork}'s. */
@NullMarked
package io.nodenet.operator.policy;

import org.jspecify.annotations.NullMarked;
