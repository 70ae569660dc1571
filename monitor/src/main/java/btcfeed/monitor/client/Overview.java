package btcfeed.monitor.client;

import java.util.List;
import java.util.Optional;

/**
 * What a running service said of itself at one moment. Texts are as it said them; seconds are
 * seconds, empty where it said nothing.
 *
 * @param price of the newest trade, digits as they were; empty before the first
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
    boolean usingFailover,
    long processed,
    Optional<Double> processingMillis,
    Optional<Double> p99Millis,
    double successRate,
    long reconnections,
    List<Venue> venues,
    List<Store> stores,
    List<Switch> switches,
    Sync sync,
    Journal journal) {

  /**
   * The reference price of a symbol over all venues; {@code price} is empty where there is none.
   */
  public record Reference(
      String symbol, String state, String price, String confidence, int venues) {}

  /**
   * How often a fresh price was there in a period.
   *
   * @param percent of the seconds watched
   * @param spent percent of what may be missing
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
      long refused) {}

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

  /** Readers were pointed at another store. */
  public record Switch(String at, String to, String reason, double seconds) {}

  /** A store catching up, or the last time one did. */
  public record Sync(
      String store, String state, long done, long total, double rate, Optional<Double> eta) {}

  /** The journal. */
  public record Journal(long records, long bytes, long maxBytes, long dropped, String failure) {}
}
