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
          default ->
              e.getCode() > 0
                  ? server + " answers " + e.getCode() + ": " + reason(e)
                  : unreachable(e, server);
        };
    return new ClusterException(text);
  }

  private static String unreachable(KubernetesClientException e, String server) {
    if (has(e, UnknownHostException.class) || has(e, UnresolvedAddressException.class)) {
      return "cannot reach " + server + ": unknown host";
    } else if (has(e, HttpTimeoutException.class) || has(e, TimeoutException.class)) {
      return "cannot reach " + server + ": no answer in time";
    } else if (has(e, SSLException.class)) {
      return "cannot trust " + server + ": " + root(e);
    } else if (has(e, ConnectException.class)) {
      return "cannot reach " + server + ": connection refused";
    }
    return "cannot ask " + server + ": " + root(e);
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
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
        : message.strip().replaceAll("\\s+", " ");
  }
}
