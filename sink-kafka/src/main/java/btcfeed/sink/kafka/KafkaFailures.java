package btcfeed.sink.kafka;

import btcfeed.domain.port.SinkPort.Answer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;

/** What a failure of Kafka's library means, in words for people. */
final class KafkaFailures {
  private static final int MOST_CAUSES = 8;
  private static final int MOST_CHARACTERS = 200;

  private KafkaFailures() {}

  /**
   * @param place which brokers
   */
  static Answer answer(String place, Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES).toList();
    if (first(causes, ProducerFencedException.class).isPresent()
        || first(causes, InvalidProducerEpochException.class).isPresent()) {
      return new Answer.Fenced("another writer has claimed this sink in Kafka");
    }
    return new Answer.Failed(
        first(causes, UnusableTopic.class)
            .map(Throwable::getMessage)
            .orElseGet(() -> "Kafka at " + place + ": " + detail(causes)));
  }

  private static String detail(List<Throwable> causes) {
    return first(causes, AuthenticationException.class)
        .map(
            refused ->
                message(refused)
                    + "; check FEED_KAFKA_SECURITY_PROTOCOL, FEED_KAFKA_SASL_MECHANISM, the user,"
                    + " the password and FEED_KAFKA_CA_FILE")
        .or(
            () ->
                first(causes, AuthorizationException.class)
                    .map(it -> message(it) + "; give the user the rights in docs/sink-kafka.md"))
        .or(
            () ->
                first(causes, RetriableException.class)
                    .map(it -> message(it) + "; check that the brokers run and can be reached"))
        .or(() -> first(causes, ApiException.class).map(KafkaFailures::message))
        .orElseGet(
            () ->
                causes.getLast().getClass().getSimpleName()
                    + "; check the host names and the FEED_KAFKA settings");
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Of the library or the broker; neither repeats a password. */
  private static String message(Throwable failure) {
    String text =
        Optional.ofNullable(failure.getMessage())
            .filter(it -> !it.isBlank())
            .orElse(failure.getClass().getSimpleName())
            .replaceAll("\\s+", " ")
            .strip();
    return text.substring(0, Math.min(text.length(), MOST_CHARACTERS)).replaceAll("\\.$", "");
  }
}
