/**
 * A strict JSON reader on bytes that makes no garbage: the inner loop of the ingest.
 *
 * <p>A general parser costs several times the rest of a trade's path. It also turns numbers into
 * {@code double}s or strings into objects, and cannot tell a damaged message from one that was cut.
 * This package knows nothing of venues or trades. Start reading at {@link
 * btcfeed.exchange.json.JsonCursor}.
 */
package btcfeed.exchange.json;
