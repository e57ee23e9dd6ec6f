package io.nodenet.agent.snapshot;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;

/** Fails behind so many bytes. */
final class BoundedInput extends FilterInputStream {

  private final int max;
  private long seen;

  BoundedInput(InputStream in, int max) {
    super(in);
    this.max = max;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    count(read);
    return read;
  }

  private void count(int read) throws IOException {
    seen += Math.max(read, 0);
    if (seen > max) {
      throw new FileSystemException("input", null, "longer than " + max + " bytes");
    }
  }
}
