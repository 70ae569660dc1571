/**
 * A sink of Parquet files in a folder, partitioned by day and market. Start reading at {@link
 * btcfeed.sink.parquet.ParquetSink}.
 */
package btcfeed.sink.parquet;
