package btcfeed.http.metrics;

import btcfeed.http.response.Numbers;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The JVM's memory, threads and garbage collection in JSON.
 *
 * @param heapMaxBytes 0 if the heap has no limit
 * @param directUsedBytes buffers outside the heap
 * @param threads platform threads
 * @param gcSeconds garbage collection time since the start
 */
record JvmView(
    long heapUsedBytes,
    long heapCommittedBytes,
    long heapMaxBytes,
    long nonHeapUsedBytes,
    long directUsedBytes,
    int threads,
    long gcCollections,
    BigDecimal gcSeconds) {

  /** The current values; takes microseconds. */
  static JvmView now() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .filter(bytes -> bytes > 0)
            .sum();
    long collections = 0;
    long millis = 0;
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += Math.max(0, gc.getCollectionCount());
      millis += Math.max(0, gc.getCollectionTime());
    }
    return new JvmView(
        heap.getUsed(),
        heap.getCommitted(),
        Math.max(0, heap.getMax()),
        ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed(),
        direct,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        collections,
        Numbers.seconds(Duration.ofMillis(millis)));
  }
}
