package btcfeed.monitor.client;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The state of a running service at one moment, as read from its HTTP API. Missing values are
 * empty.
 *
 * @param price of the newest trade, with its digits; empty before the first trade
 * @param successRate of writes to stores, percent
 */
public record Overview(
    String status,
    List<String> reasons,
    String price,
    String symbol,
    String venue,
    Optional<Double> priceAgeSeconds,
    List<Reference> references,
    List<Budget> budgets,
    String version,
    double uptimeSeconds,
    Leadership leadership,
    boolean usingFailover,
    long processed,
    Optional<Double> processingMillis,
    Optional<Double> p99Millis,
    double successRate,
    long reconnections,
    List<Venue> venues,
    List<Store> stores,
    List<Sink> sinks,
    List<Switch> switches,
    Sync sync,
    Journal journal) {

  /** The newest trade in one line. */
  public String lastTrade() {
    String age = priceAgeSeconds.map(s -> String.format(Locale.ROOT, "%.1f", s)).orElse("-");
    return "%s %s at %s, %s s ago".formatted(symbol, price, venue, age);
  }

  /**
   * Which instance answered, and which one leads. All is empty from a service of an earlier
   * version.
   *
   * @param role {@code leader} or {@code follower}
   * @param leader empty if none is known
   * @param since when the leader's predecessor ended; empty for the first leader
   * @param before the leader before, if it was another instance
   */
  public record Leadership(
      String instance,
      String role,
      boolean inSync,
      String leader,
      double leaseSeconds,
      String since,
      String before,
      List<Instance> instances) {
    /** True if this instance is not the only one. */
    public boolean several() {
      return instances.size() > 1 || (!leader.isEmpty() && !leader.equals(instance));
    }
  }

  /**
   * An instance that announced itself in the last minute.
   *
   * @param role {@code leader}, {@code follower}, or {@code led before}
   * @param state {@code in sync}, {@code behind}, or {@code silent}
   * @param age seconds since the announcement
   */
  public record Instance(
      String name, String role, String state, String address, String version, double age) {}

  /** The reference price of a symbol over all venues; {@code price} is empty without one. */
  public record Reference(
      String symbol, String state, String price, String confidence, int venues) {}

  /**
   * How often the price was fresh in a period.
   *
   * @param percent fresh seconds
   * @param spent percentage of the allowed downtime that was used
   */
  public record Budget(String period, double percent, double spent) {}

  /** One venue. */
  public record Venue(
      String name,
      String transport,
      String subscription,
      String data,
      String price,
      Optional<Double> tickAgeSeconds,
      long ticks,
      long duplicates,
      long backfilled,
      long gapsOpen,
      long reconnects,
      long refused) {
    /** The state of the subscription, or of the connection if there is none. */
    public String lineState() {
      return transport.equals("connected") ? subscription : transport;
    }
  }

  /** One store. */
  public record Store(
      String name,
      String state,
      String detail,
      boolean active,
      String address,
      long lagTicks,
      double lagSeconds,
      String version,
      String maxmemoryPolicy,
      long reconnects) {}

  /**
   * A system outside the feed that gets every tick.
   *
   * @param kind the plugin that writes it
   * @param lost records that were dropped before the sink had them
   */
  public record Sink(
      String name,
      String kind,
      String state,
      String detail,
      String address,
      long lagRecords,
      double lagSeconds,
      long records,
      long lost) {}

  /** A switch of readers to another store. */
  public record Switch(String at, String to, String reason, double seconds) {}

  /** The present or the last time a store catches up. */
  public record Sync(
      String store, String state, long done, long total, double rate, Optional<Double> eta) {
    public boolean running() {
      return state.equals("running");
    }
  }

  /** The journal. */
  public record Journal(long records, long bytes, long maxBytes, long dropped, String failure) {}
}
