package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's store that keeps of each object only what the informer itself needs: name, uid and
 * resource version. The facts are in {@link ClusterModel}; a second copy of 150,000 pods would cost
 * gigabytes.
 *
 * <p>Handlers get the whole object when it comes in, but the old object of an update and that of a
 * deletion are what this store kept. Called by the informer's threads.
 */
final class TrimmingStore<T extends HasMetadata> implements ItemStore<T> {

  private final ConcurrentMap<String, T> items = new ConcurrentHashMap<>();
  private final Function<ObjectMeta, T> trimmed;

  /**
   * @param trimmed makes an object that holds nothing but the metadata given
   */
  TrimmingStore(Function<ObjectMeta, T> trimmed) {
    this.trimmed = trimmed;
  }

  @Override
  public String getKey(T item) {
    return Cache.metaNamespaceKeyFunc(item);
  }

  @Override
  public @Nullable T put(String key, T item) {
    ObjectMeta metadata = item.getMetadata();
    return items.put(
        key,
        trimmed.apply(
            new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build()));
  }

  @Override
  public @Nullable T remove(String key) {
    return items.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return items.values().stream();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable T get(String key) {
    return items.get(key);
  }

  /**
   * No: otherwise the informer would hand out the initial objects from this store, trimmed, and all
   * at once.
   */
  @Override
  public boolean isFullState() {
    return false;
  }
}
