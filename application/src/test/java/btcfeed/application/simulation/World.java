package btcfeed.application.simulation;

/** What everything simulated shares. */
final class World {
  final HostClock clock = new HostClock();
  final Killer killer = new Killer();
  final Dice dice;
  final Timeline timeline;
  final Trace trace;
  final Plant plant;

  World(long seed, Plant plant, int traced) {
    this.plant = plant;
    dice = new Dice(seed);
    timeline = new Timeline(clock, dice.split());
    trace = new Trace(clock, traced);
  }
}
