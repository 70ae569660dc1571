package btcfeed.planted.domain.port;

/** A port must be an interface. */
public final class ClassForAPort {}
