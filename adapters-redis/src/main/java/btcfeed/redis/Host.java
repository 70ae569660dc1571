package btcfeed.redis;

/**
 * What there is to know of this host to find a program on it.
 *
 * @param searchPath the PATH
 * @param system what the JVM calls the operating system, for example {@code Linux}
 * @param architecture and the processor, for example {@code amd64}
 */
public record Host(String searchPath, String system, String architecture) {
  /** The same, found on another PATH. */
  public Host withSearchPath(String other) {
    return new Host(other, system, architecture);
  }
}
