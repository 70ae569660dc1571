package btcfeed.planted.elsewhere;

import com.google.googlejavaformat.java.Formatter;

/** In no room, and with a library that has none either. */
public record Offences(Formatter formatter) {}
