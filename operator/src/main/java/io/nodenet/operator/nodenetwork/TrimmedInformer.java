package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.OperatorException;
import io.nodenet.operator.LogKeys;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An informer that hands every object on whole and keeps next to nothing of it.
 *
 * <p>{@link #start} returns once all objects of the first list have been handed on, and fails if
 * they cannot be listed; after that the informer reconnects for ever. The consumers are called by
 * its threads, one call at a time. One that throws leaves its object out, with a line in the log.
 */
final class TrimmedInformer<T extends HasMetadata> {

  private static final Logger LOGGER = LoggerFactory.getLogger(TrimmedInformer.class);
  private static final Duration FIRST_LIST = Duration.ofMinutes(5);

  private final String kind;
  private final Function<ObjectMeta, T> trimmed;
  private final Consumer<T> put;
  private final Consumer<T> remove;
  private final CountDownLatch listed = new CountDownLatch(1);
  private volatile @Nullable SharedIndexInformer<T> informer;

  /**
   * @param trimmed makes an object that holds nothing but the metadata given
   * @param remove gets an object of which nothing but namespace, name and uid is known
   */
  TrimmedInformer(
      String kind, Function<ObjectMeta, T> trimmed, Consumer<T> put, Consumer<T> remove) {
    this.kind = kind;
    this.trimmed = trimmed;
    this.put = put;
    this.remove = remove;
  }

  void start(Informable<T> objects) {
    SharedIndexInformer<T> started =
        objects
            .runnableInformer(0)
            .itemStore(new TrimmingStore<>(trimmed))
            .exceptionHandler((running, failure) -> running)
            .addEventHandler(new Handler());
    informer = started;
    try {
      long seconds = FIRST_LIST.toSeconds();
      started.start().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
      if (!listed.await(seconds, TimeUnit.SECONDS)) {
        throw new OperatorException(kind + "s were listed, but not taken in within " + FIRST_LIST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("Interrupted while listing " + kind + "s", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new OperatorException("Cannot list " + kind + "s", e);
    }
  }

  void stop() {
    SharedIndexInformer<T> running = informer;
    if (running != null) {
      running.stop();
    }
  }

  boolean isRunning() {
    SharedIndexInformer<T> running = informer;
    return running != null && running.isRunning();
  }

  /** Does what an event of this object asks for; a failure ends nothing else. */
  static void guarded(HasMetadata object, Runnable handling) {
    try {
      handling.run();
    } catch (RuntimeException e) {
      LOGGER
          .atError()
          .setCause(e)
          .addKeyValue(LogKeys.KIND, object.getKind())
          .addKeyValue(LogKeys.NAME, object.getMetadata().getName())
          .log("object could not be taken into the model");
    }
  }

  private final class Handler implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
      guarded(object, () -> put.accept(object));
    }

    @Override
    public void onUpdate(T old, T object) {
      guarded(
          object,
          () -> {
            // Deleted and made anew while the watch was away.
            if (!old.getMetadata().getUid().equals(object.getMetadata().getUid())) {
              remove.accept(old);
            }
            put.accept(object);
          });
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      guarded(object, () -> remove.accept(object));
    }

    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      listed.countDown();
    }
  }
}
