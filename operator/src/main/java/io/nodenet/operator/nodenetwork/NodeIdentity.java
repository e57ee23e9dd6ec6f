package io.nodenet.operator.nodenetwork;

import java.time.Instant;

/**
 * Which registration of a Node this is: a Node that is registered anew under its name has another
 * uid.
 */
record NodeIdentity(String uid, Instant createdAt) {}
