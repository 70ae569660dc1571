package btcfeed.benchmarks.endtoend;

/**
 * The results of one round of one system.
 *
 * @param tradesPerSecond at full speed, from the first sent to the last visible in every store
 * @param calm latency at 1,000 trades per second
 * @param brisk latency at 10,000 trades per second
 * @param cpuPer100k processor seconds of the system for 100,000 trades at 10,000 per second
 * @param storeCpuPer100k the same of its Redis processes together
 * @param peakMegabytes peak of the system's physical memory
 */
record Figures(
    double tradesPerSecond,
    Latency calm,
    Latency brisk,
    double cpuPer100k,
    double storeCpuPer100k,
    double peakMegabytes) {}
