package btcfeed.configuration;

/**
 * A setting as it stands, for showing.
 *
 * @param value masked where secret; empty when unset
 * @param source where it came from, in words
 */
public record ConfigRow(String name, String value, String source) {}
