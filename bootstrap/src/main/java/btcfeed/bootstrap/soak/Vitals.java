package btcfeed.bootstrap.soak;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a process holds.
 *
 * @param heapBytes live, after a collection
 * @param directBytes buffers outside the heap
 * @param threads platform threads
 * @param descriptors open files and sockets; 0 where the system does not say
 */
record Vitals(long heapBytes, long directBytes, long threads, long descriptors) {

  static Vitals ofThisProcess() {
    return new Vitals(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .filter(bytes -> bytes > 0)
            .sum(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        Patient.descriptors());
  }

  /** As one line; {@link #parse} reads it. */
  String text() {
    return heapBytes + " " + directBytes + " " + threads + " " + descriptors;
  }

  static Vitals parse(String text) {
    String[] words = text.strip().split(" ", -1);
    return new Vitals(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]));
  }
}
