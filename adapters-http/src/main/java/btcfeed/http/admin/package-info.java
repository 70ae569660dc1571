/**
 * The paths under {@code /admin}, which change state and require the operator's token. Without a
 * configured token they do not exist. Start reading at {@link btcfeed.http.admin.Admin}.
 */
package btcfeed.http.admin;
