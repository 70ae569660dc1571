package btcfeed.planted.domain.egg;

import btcfeed.planted.domain.hen.Hen;
import java.util.List;

/** Needs a hen, which needs an egg. */
public record Egg(List<Hen> from) {}
