package io.nodenet.audit;

/**
 * What a check saw, whether or not it has lasted long enough to be reported: the key under which
 * grace is counted.
 */
public record Sighting(String check, String subject) {}
