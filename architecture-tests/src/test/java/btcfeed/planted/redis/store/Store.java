package btcfeed.planted.redis.store;

/** Something only bootstrap may see. */
public interface Store {}
