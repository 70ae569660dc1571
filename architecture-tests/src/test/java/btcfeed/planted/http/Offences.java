package btcfeed.planted.http;

import btcfeed.planted.application.usecase.UseCaseInside;
import btcfeed.planted.bootstrap.wiring.Wiring;
import btcfeed.planted.redis.store.Store;
import ch.qos.logback.classic.Logger;
import io.netty.buffer.ByteBuf;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.Producer;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.function.Executable;
import org.openjdk.jmh.infra.Blackhole;
import org.redisson.api.RedissonClient;
import picocli.CommandLine;
import redis.embedded.RedisServer;

/** What HTTP may not see. */
public final class Offences {
  private Offences() {}

  record KnowsItsNeighbour(Store store) {}

  record KnowsAUseCase(UseCaseInside inside) {}

  record KnowsTheWiring(Wiring wiring) {}

  record WithRedisson(RedissonClient client) {}

  record WithNetty(ByteBuf bytes) {}

  record WithAnEmbeddedRedis(RedisServer server) {}

  record WithPicocli(CommandLine commands) {}

  record WithJline(org.jline.utils.AttributedString text) {}

  record WithTamboui(dev.tamboui.buffer.Buffer cells) {}

  record WithLogback(Logger log) {}

  record WithAHistogram(Histogram histogram) {}

  record WithTheJdksCounts(com.sun.management.ThreadMXBean threads) {}

  record WithTheJdksServer(com.sun.net.httpserver.HttpServer server) {}

  record WithParquet(MessageType schema) {}

  record WithKafka(Producer<byte[], byte[]> producer) {}

  record WithJmh(Blackhole hole) {}

  record WithPostgresql(org.postgresql.PGConnection connection) {}

  record WithJunit(Executable test) {}
}
