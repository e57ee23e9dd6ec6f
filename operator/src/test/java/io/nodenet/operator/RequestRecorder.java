package io.nodenet.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Notes what a client asks of the API server, in the terms of RBAC, such as "list pods". */
final class RequestRecorder implements Interceptor {

  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final Set<String> queries = new ConcurrentSkipListSet<>();

  Set<String> seen() {
    return Set.copyOf(seen);
  }

  /** The queries of all requests for that resource, decoded. */
  List<String> queries(String resource) {
    return queries.stream().filter(query -> query.startsWith(resource + "?")).toList();
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    // apis/GROUP/VERSION or api/VERSION, then [namespaces/NAMESPACE/]RESOURCE[/NAME[/SUBRESOURCE]]
    URI uri = request.uri();
    List<String> path = List.of(uri.getPath().substring(1).split("/"));
    int start = path.getFirst().equals("apis") ? 3 : 2;
    if (path.size() > start + 2 && path.get(start).equals("namespaces")) {
      start += 2;
    }
    if (path.size() <= start) {
      seen.add("get " + uri.getPath());
      return;
    }
    List<String> resource = path.subList(start, path.size());
    String name = resource.size() > 2 ? resource.get(0) + "/" + resource.get(2) : resource.get(0);
    seen.add(verb(request, resource.size() > 1) + " " + name);
    queries.add(name + "?" + uri.getQuery());
  }

  private static String verb(HttpRequest request, boolean named) {
    return switch (request.method()) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> {
        String query = request.uri().getQuery();
        boolean watch = query != null && query.contains("watch=true");
        yield watch ? "watch" : named ? "get" : "list";
      }
    };
  }
}
