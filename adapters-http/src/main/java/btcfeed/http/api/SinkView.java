package btcfeed.http.api;

import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.sink.SinkState;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Numbers;

/** A sink in JSON. */
final class SinkView {
  private SinkView() {}

  static JsonObject of(SinkReport sink) {
    return new JsonObject()
        .with("kind", sink.kind())
        .with("state", sink.state().text())
        .with("detail", detail(sink.state()))
        .with("address", sink.address())
        .with("last_id", sink.after().toString())
        .with("lag_records", sink.lagRecords())
        .with("lag_seconds", Numbers.seconds(sink.lag()))
        .with("records", sink.records())
        .with("batches", sink.batches())
        .with("failures", sink.failures())
        .with("lost", sink.lost())
        .with("rewinds", sink.rewinds());
  }

  private static String detail(SinkState state) {
    return switch (state) {
      case SinkState.Away(String detail) -> detail;
      case SinkState.Stopped(String detail) -> detail;
      case SinkState.Following _, SinkState.Writing _ -> "";
    };
  }
}
