package btcfeed.testsupport;

import java.util.List;

/** What runs a {@link RedisProcess}: this machine, or a container engine. */
interface RedisHost extends AutoCloseable {
  /** Starts the server on {@link #port}; returns once it was asked to. */
  void start(List<String> options, boolean withData);

  /** SIGKILL, and waits for its end. */
  void kill();

  /** It keeps its connections and does nothing any more. */
  void freeze();

  /** Ends {@link #freeze}. */
  void thaw();

  int port();

  /** False once the server has ended. */
  boolean alive();

  /** What it had to say, for a failing test's message. */
  String log();

  @Override
  void close();
}
