/**
 * The API of nodenet, group {@code nodenet.io}, version {@code v1alpha1}.
 *
 * <p>{@code NodeNetwork.spec} is the report of one node and is written by that node's agent alone;
 * {@code NodeNetwork.status} is the verdict and is written by the operator alone. Fields are only
 * ever added; readers ignore fields that they do not know. Every list and every string has a bound,
 * since a report is untrusted input.
 *
 * <p>{@code NetworkAuditPolicy.spec} is written by people, {@code .status} by the operator. Lists
 * in it that two owners may share are sets or have keys, so that applying one leaves the other's
 * entries alone.
 *
 * <p>The records carry the user documentation ({@code kubectl explain}) and the validation; the
 * manifests under {@code crds/manifests} are generated from them.
 */
@NullMarked
package io.nodenet.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
