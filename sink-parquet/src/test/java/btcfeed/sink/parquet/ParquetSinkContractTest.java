package btcfeed.sink.parquet;

import btcfeed.sinkkit.SinkContract;
import btcfeed.sinkkit.SinkSubject;

/** What the port promises, on real files that DuckDB reads. */
class ParquetSinkContractTest extends SinkContract {
  @Override
  protected SinkSubject subject() {
    return new ParquetFolder();
  }
}
