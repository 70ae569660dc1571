package btcfeed.configuration;

/**
 * A setting with its value, to be printed.
 *
 * @param value with secrets masked; empty if unset
 * @param source a description of where the value is from
 */
public record ConfigRow(String name, String value, String source) {}
