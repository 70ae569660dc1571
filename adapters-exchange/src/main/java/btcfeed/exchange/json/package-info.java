/**
 * JSON as bytes, read strictly, forwards and without making garbage: the inner loop of the ingest.
 *
 * <p>General parsers cost several times the whole remaining way of a trade, turn numbers into
 * {@code double}s or strings into objects, and do not tell a damaged message from one that was cut.
 * This one is small because a venue's messages need so little. Knows nothing of venues or trades.
 * Start reading at {@link btcfeed.exchange.json.JsonCursor}.
 */
package btcfeed.exchange.json;
