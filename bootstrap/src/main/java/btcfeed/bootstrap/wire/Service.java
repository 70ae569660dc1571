package btcfeed.bootstrap.wire;

import btcfeed.application.Feed;
import btcfeed.application.connect.LineKeeper;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.Observer;
import btcfeed.application.replicate.ActiveStoreKeeper;
import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.Retention;
import btcfeed.application.replicate.Sender;
import btcfeed.application.replicate.SenderOptions;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterSeat;
import btcfeed.domain.time.Clock;
import btcfeed.http.FeedHttp;
import btcfeed.http.HttpOptions;
import btcfeed.journal.FileJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The whole service, put together from a configuration: the parts by hand, in one place. */
public final class Service implements AutoCloseable {
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
  private static final LineTimings LINE_TIMINGS =
      new LineTimings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofHours(23).plusMinutes(30));

  /** Beyond what a stream holds, so that an emptied store can always be filled again. */
  private static final double JOURNAL_MARGIN = 1.1;

  private final Feed feed;
  private final FeedHttp http;
  private final Stores stores;

  private Service(Feed feed, FeedHttp http, Stores stores) {
    this.feed = feed;
    this.http = http;
    this.stores = stores;
  }
}
