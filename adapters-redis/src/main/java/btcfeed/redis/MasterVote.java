package btcfeed.redis;

import btcfeed.redis.Topology.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the servers that were asked for the master said, as they say it. Any thread.
 *
 * <p>Decided as soon as more than half of those asked name the same one, because one that is away
 * may take long to be so; otherwise when all have answered.
 */
final class MasterVote {
  private final int asked;
  private final boolean all;
  private final Map<Node, Integer> votes = new LinkedHashMap<>();
  private final List<String> obstacles = new ArrayList<>();
  private final CompletableFuture<Void> decided = new CompletableFuture<>();
  private int answered;

  /**
   * @param all whether each is to be heard, whatever the others say
   */
  MasterVote(int asked, boolean all) {
    this.asked = asked;
    this.all = all;
  }

  /** One names a master. */
  synchronized void names(Node master) {
    int now = votes.merge(master, 1, Integer::sum);
    answered(!all && now > asked / 2);
  }

  /** One knows of none, or does not answer. */
  synchronized void none(String why) {
    obstacles.add(why);
    answered(false);
  }

  private void answered(boolean enough) {
    answered++;
    if (enough || answered == asked) {
      decided.complete(null);
    }
  }

  /** Completes when no more answer is needed. */
  CompletableFuture<Void> decided() {
    return decided;
  }

  /** The one most of them name; empty if none is named. */
  synchronized Optional<Node> most() {
    return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Every one that is named. */
  synchronized List<Node> named() {
    return List.copyOf(votes.keySet());
  }

  /** Why the others name none. */
  synchronized String obstacles() {
    return String.join("; ", obstacles);
  }
}
