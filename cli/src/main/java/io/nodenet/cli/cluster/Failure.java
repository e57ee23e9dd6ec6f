package io.nodenet.cli.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Turns what a client throws into the one line that tells a user what to do. */
final class Failure {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private Failure() {}

  static ClusterException of(KubernetesClientException e, String server) {
    String text =
        switch (e.getCode()) {
          case UNAUTHORIZED -> server + " does not know this user: log in anew (Unauthorized)";
          case FORBIDDEN -> server + " refuses: " + reason(e);
          case NOT_FOUND ->
              server + " knows no nodenetworks.nodenet.io: the CRDs of nodenet are not installed";
          case 0 -> unreachable(e, server);
          default -> server + " answers " + e.getCode() + ": " + reason(e);
        };
    return new ClusterException(text);
  }

  private static String unreachable(KubernetesClientException e, String server) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException unknown -> {
          return "cannot reach " + server + ": unknown host";
        }
        case UnresolvedAddressException unknown -> {
          return "cannot reach " + server + ": unknown host";
        }
        case HttpTimeoutException late -> {
          return "cannot reach " + server + ": no answer in time";
        }
        case TimeoutException late -> {
          return "cannot reach " + server + ": no answer in time";
        }
        case ConnectException refused -> {
          String why = refused.getMessage();
          return "cannot reach " + server + ": " + (why == null ? "connection refused" : why);
        }
        case SSLException tls -> {
          return "cannot trust " + server + ": " + tls.getMessage();
        }
        default -> {
          // Look further down.
        }
      }
    }
    return "cannot ask " + server + ": " + root(e);
  }

  private static String reason(KubernetesClientException e) {
    String message = e.getStatus() == null ? null : e.getStatus().getMessage();
    return message == null ? "no reason given" : message;
  }

  /** What the innermost cause says, in one line. */
  static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
