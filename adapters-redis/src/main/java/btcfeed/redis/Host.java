package btcfeed.redis;

/**
 * Where to look for a program, and for which platform.
 *
 * @param searchPath the PATH
 * @param system the JVM's name of the operating system, for example {@code Linux}
 * @param architecture the JVM's name of the processor, for example {@code amd64}
 */
public record Host(String searchPath, String system, String architecture) {}
