package btcfeed.benchmarks.endtoend;

/**
 * What one round of one system measured.
 *
 * @param tradesPerSecond at saturation, from the first sent to the last visible in every store
 * @param calm latency at 1,000 trades a second
 * @param brisk latency at 10,000 trades a second
 * @param cpuPer100k processor seconds of the system for 100,000 trades at 10,000 a second
 * @param storeCpuPer100k the same of its Redis processes together
 * @param peakMegabytes most physical memory the system held
 */
record Figures(
    double tradesPerSecond,
    Latency calm,
    Latency brisk,
    double cpuPer100k,
    double storeCpuPer100k,
    double peakMegabytes) {}
