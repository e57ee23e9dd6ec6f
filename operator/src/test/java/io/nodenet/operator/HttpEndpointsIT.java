package io.nodenet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Over real connections. The JDK reads the limits of its server once per process: not among the
 * unit tests, of which some start a server of their own first.
 */
class HttpEndpointsIT {

  private static final int PATIENCE_MILLIS = 20_000;

  private final List<Socket> sockets = new ArrayList<>();
  private HttpEndpoints endpoints;

  @BeforeEach
  void start() throws IOException {
    endpoints =
        HttpEndpoints.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> "",
            () -> true,
            () -> true);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    endpoints.close();
  }

  @Test
  void shouldAnswerProbesBesideHalfSentRequests() throws IOException {
    // Given
    for (int i = 0; i < 16; i++) {
      send("G");
    }

    // When
    Socket probe = send("GET /livez HTTP/1.0\r\n\r\n");

    // Then
    assertThat(new String(probe.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 200");
  }

  @Test
  void shouldHangUpOnARequestThatDoesNotEnd() throws IOException {
    // Given
    Socket half = send("GET /livez HTTP/1.1\r\n");

    // When
    int answer = half.getInputStream().read();

    // Then
    assertThat(answer).isEqualTo(-1);
  }

  private Socket send(String text) throws IOException {
    var socket = new Socket(endpoints.address().getAddress(), endpoints.address().getPort());
    sockets.add(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
