package btcfeed.planted.http.api;

import btcfeed.planted.application.observe.FeedSnapshot;

/** Keeps the rule that every part of a snapshot is shown. */
public final class ShowsParts {
  private ShowsParts() {}

  static int count(FeedSnapshot snapshot) {
    return snapshot.parts().size();
  }
}
