package io.nodenet.agent.snapshot;

/** Something that could not be read; the message is printable ASCII and stable between reads. */
public record ReadError(ErrorSource source, String message) {}
