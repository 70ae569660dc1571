/**
 * What a response consists of: status, body or stream, RFC 9457 problems, JSON, numbers, times, and
 * the format a client accepts.
 *
 * <p>May not use the other packages of this module; all of them may use this one.
 */
package btcfeed.http.response;
