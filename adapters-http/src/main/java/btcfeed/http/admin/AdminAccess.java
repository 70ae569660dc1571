package btcfeed.http.admin;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.operate.ReconnectVenue;

/** The token and the commands behind {@code /admin}. Without it these paths do not exist. */
public record AdminAccess(AdminToken token, MoveReaders readers, ReconnectVenue lines) {}
