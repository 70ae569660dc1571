package btcfeed.application.simulation;

/** What everything simulated shares. */
final class World {
  final HostClock clock = new HostClock();
  final Killer killer = new Killer();
  final Dice dice;
  final Timeline timeline;
  final Trace trace;

  World(long seed, int traced) {
    dice = new Dice(seed);
    timeline = new Timeline(clock, dice.split());
    trace = new Trace(clock, traced);
  }
}
