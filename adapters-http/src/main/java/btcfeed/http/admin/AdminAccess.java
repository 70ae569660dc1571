package btcfeed.http.admin;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.operate.ReconnectVenue;

/** What is behind {@code /admin}, and who may go there. Without it there is nothing. */
public record AdminAccess(AdminToken token, MoveReaders readers, ReconnectVenue lines) {}
