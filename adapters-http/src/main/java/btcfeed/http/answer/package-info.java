/**
 * What an answer is: its status, its body or its flow, errors as RFC 9457 has them, JSON, numbers
 * and times as a client may see them, and which format a client takes.
 *
 * <p>Knows nothing of the feed and of the server that sends it; everything else here knows this.
 */
package btcfeed.http.answer;
