package btcfeed.rehearsal.takeover;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.domain.store.StoreName;
import btcfeed.rehearsal.faults.FaultProxy;
import btcfeed.rehearsal.faults.Folders;
import btcfeed.rehearsal.faults.RedisPair;
import btcfeed.rehearsal.faults.TcpFault;
import btcfeed.rehearsal.service.ServiceProcess;
import btcfeed.rehearsal.service.ServiceSettings;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * One of several instances: a process that can be started again, with its folder and its own way to
 * each store. One thread, except for {@link #close}.
 */
final class Instance implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final int OK = 200;

  private final int number;
  private final Path directory;
  private final VenueSimulator venue;
  private final Map<StoreName, FaultProxy> ways = new EnumMap<>(StoreName.class);
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();

  /** Closes the process that runs. */
  private final CloseStack running = new CloseStack(_ -> {});

  private ServiceProcess process;

  /** Nothing starts after that, because nothing would end it. */
  private boolean closed;

  private Instance(int number, Path directory, RedisPair stores, VenueSimulator venue)
      throws CannotStart {
    this.number = number;
    this.directory = directory;
    this.venue = venue;
    for (StoreName store : StoreName.values()) {
      ways.put(store, FaultProxy.to(stores.port(store)));
    }
    this.process = launch();
  }

  /**
   * Starts one.
   *
   * @param number its name in the report
   * @param directory for its folder and its log
   */
  static Instance start(int number, Path directory, RedisPair stores, VenueSimulator venue)
      throws CannotStart {
    return new Instance(number, directory, stores, venue);
  }

  int number() {
    return number;
  }

  /** Starts it again with its folder. */
  void restart() throws CannotStart {
    process = launch();
  }

  /** Starts it again with an empty folder. */
  void restartEmpty() throws CannotStart {
    Folders.delete(folder());
    restart();
  }

  private synchronized ServiceProcess launch() throws CannotStart {
    if (closed) {
      throw new CannotStart("the drill has ended");
    }
    Map<String, String> settings =
        ServiceSettings.of(
            Map.of(venue.options().venue(), venue), store -> way(store).port(), folder());
    return running.push(
        ServiceProcess.start(settings, directory.resolve("instance-" + number + ".log")));
  }

  private Path folder() {
    return directory.resolve("instance-" + number);
  }

  /** SIGKILL. */
  void kill() {
    process.close();
  }

  /** SIGTERM; true if it ended in time with exit code 0. */
  boolean stop() {
    return process.stop();
  }

  /** Suspends it. */
  void freeze() throws CannotStart {
    process.signal("STOP");
  }

  /** Lets it continue. */
  void thaw() throws CannotStart {
    process.signal("CONT");
  }

  /** Drops what it exchanges with this store and closes nothing, as a split network does. */
  void loseWayTo(StoreName store) {
    way(store).fault(TcpFault.Freeze.of(TcpFault.Way.TO_SERVER, TcpFault.Way.TO_CLIENT));
  }

  /** Both stores can be reached again. What waited on the way arrives late. */
  void findWays() {
    ways.values().forEach(FaultProxy::heal);
  }

  private FaultProxy way(StoreName store) {
    return Objects.requireNonNull(ways.get(store));
  }

  /** True if it answers that it leads. */
  boolean leads() {
    return answers("/health/leader");
  }

  /** True if it answers that it leads, or follows and is in sync. */
  boolean ready() {
    return answers("/health/ready");
  }

  /** True if it sees both stores live. */
  boolean hasBothStores() {
    return process
        .look()
        .filter(seen -> seen.stores().stream().allMatch(store -> store.state().equals("live")))
        .isPresent();
  }

  private boolean answers(String path) {
    return process.address().filter(address -> answers(address.resolve(path))).isPresent();
  }

  private boolean answers(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    running.close();
    ways.values().forEach(FaultProxy::close);
    http.shutdownNow();
  }
}
