/**
 * The stores: Redis through Redisson, and the Redis we bring along ourselves.
 *
 * <p>Everything a store does is one of four Lua scripts ({@code position}, {@code claim}, {@code
 * keep}, {@code probe}, in the resources beside this package), each one round trip and one atomic
 * step. Java only carries a batch there as it came from the journal and says in the port's words
 * what became of it. Nothing here decides anything: when to send, again or at all, is the
 * application's part.
 *
 * <p>Start reading at {@link btcfeed.redis.RedissonStore} and {@code keep.lua}; {@link
 * btcfeed.redis.EmbeddedRedis} stands apart.
 */
package btcfeed.redis;
