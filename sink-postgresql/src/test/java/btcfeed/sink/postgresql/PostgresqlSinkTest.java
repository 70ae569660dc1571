package btcfeed.sink.postgresql;

import btcfeed.sinkkit.SinkContract;
import btcfeed.sinkkit.SinkSubject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The sink in PostgreSQL keeps the promises of every sink, on a real server. */
class PostgresqlSinkTest extends SinkContract {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.forTests();
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  @Override
  protected SinkSubject subject() {
    return new PostgresSchema(server);
  }
}
