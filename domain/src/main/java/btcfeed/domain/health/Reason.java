package btcfeed.domain.health;

/**
 * One thing to know about the feed's health.
 *
 * @param code stable, for programs: {@code stale_price}
 * @param detail for people: what happened and what the service does about it
 */
public record Reason(Severity severity, String code, String detail) {}
