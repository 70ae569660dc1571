/**
 * What changes something, under {@code /admin}, for whoever shows the token. Nothing of it is there
 * unless a token is set. Start reading at {@link btcfeed.http.admin.Admin}.
 */
package btcfeed.http.admin;
