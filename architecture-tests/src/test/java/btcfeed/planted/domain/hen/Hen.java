package btcfeed.planted.domain.hen;

import btcfeed.planted.domain.egg.Egg;

/** Needs an egg, which needs a hen. */
public record Hen(Egg from) {}
