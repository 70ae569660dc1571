package btcfeed.testsupport;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A Redis in a container, for machines that have an engine and no {@code redis-server}. */
final class ContainerRedis implements RedisHost {
  private static final DockerImageName IMAGE = DockerImageName.parse("redis:7.0.15-alpine");
  private static final int INSIDE = 6379;

  private final int port;
  private GenericContainer<?> container = new GenericContainer<>(IMAGE);
  private boolean created;

  ContainerRedis(int port) {
    this.port = port;
  }

  /** True if an engine answers; takes seconds without one. */
  static boolean available() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Override
  public void start(List<String> options, boolean withData) {
    if (created && withData) {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
      return;
    }
    container.stop();
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + INSIDE));
    command.addAll(List.of("--save", "", "--appendonly", "yes", "--protected-mode", "no"));
    command.addAll(List.of("--maxmemory-policy", "noeviction"));
    command.addAll(options);
    container = new GenericContainer<>(IMAGE);
    // The same port after a restart, so that clients find the server again.
    container.setPortBindings(List.of("127.0.0.1:" + port + ":" + INSIDE));
    container.withCommand(command.toArray(String[]::new)).start();
    created = true;
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void freeze() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void thaw() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public boolean alive() {
    return container.isRunning();
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  @Override
  public void close() {
    container.stop();
  }
}
