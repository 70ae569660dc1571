package btcfeed.testsupport;

import java.util.List;

/** Runs a {@link RedisProcess}: on this machine, or in a container. */
interface RedisHost extends AutoCloseable {
  /** Starts the server; returns once it was asked to. */
  void start(List<String> options, boolean withData);

  /** SIGKILL. Returns when the server has ended. */
  void kill();

  /** Stops the server; its connections stay. */
  void freeze();

  /** Ends {@link #freeze}. */
  void thaw();

  /** False once the server has ended. */
  boolean alive();

  /** The server's output, for the message of a failed test. */
  String log();

  @Override
  void close();
}
