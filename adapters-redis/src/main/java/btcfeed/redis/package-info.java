/**
 * The stores: Redis through Redisson, and the embedded Redis server.
 *
 * <p>Each access to a store is one of six Lua scripts, which lie in the resources beside this
 * package. Each script is one round trip and one atomic step. The writer uses {@code position},
 * {@code claim}, {@code apply} and {@code probe}; readers use {@code read}. {@code trial} checks
 * every right. {@code common} and {@code effects} are parts of the others.
 *
 * <p>Java only sends a batch as the journal has it and translates the answer for the port. The
 * application decides what to send and when.
 *
 * <p>Start reading at {@link btcfeed.redis.RedissonStore} and {@code apply.lua}. {@link
 * btcfeed.redis.EmbeddedRedis} is independent of both.
 */
package btcfeed.redis;
