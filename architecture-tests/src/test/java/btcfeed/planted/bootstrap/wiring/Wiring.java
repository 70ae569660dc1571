package btcfeed.planted.bootstrap.wiring;

/** Something only benchmarks may see. */
public interface Wiring {}
