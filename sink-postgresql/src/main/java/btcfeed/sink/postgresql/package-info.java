/**
 * A sink in PostgreSQL: a row for each tick and gap, and the cursor in the same transaction.
 *
 * <p>Start reading at {@link btcfeed.sink.postgresql.PostgresqlSink}. Only this module knows the
 * driver.
 */
package btcfeed.sink.postgresql;
