package io.nodenet.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loses the answers to status writes that the API server has carried out, as a connection does that
 * breaks while the answer is on its way.
 */
final class LostAnswers implements Interceptor {

  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  /** From now on that many answers are lost. */
  void loseNext(int answers) {
    toLose.set(answers);
  }

  /** How many have been lost. */
  int lost() {
    return lost.get();
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    if (!request.method().equals("PATCH") || !request.uri().getPath().endsWith("/status")) {
      return consumer;
    }
    return (value, body) -> {
      if (toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        lost.incrementAndGet();
        throw new IOException("the connection broke");
      }
      consumer.consume(value, body);
    };
  }
}
