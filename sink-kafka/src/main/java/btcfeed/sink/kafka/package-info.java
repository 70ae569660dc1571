/**
 * A sink that writes every tick and gap into Apache Kafka, each once. Begin with {@link
 * btcfeed.sink.kafka.KafkaSink}; {@code docs/sink-kafka.md} describes the topics.
 */
package btcfeed.sink.kafka;
