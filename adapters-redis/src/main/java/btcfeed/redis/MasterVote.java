package btcfeed.redis;

import btcfeed.redis.Topology.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Collects the replies of the servers that were asked for the master. Any thread.
 *
 * <p>The vote is decided as soon as more than half name the same server, because an unreachable
 * server may take seconds to fail. Otherwise it is decided when all have answered.
 */
final class MasterVote {
  private final int voters;
  private final boolean waitForAll;
  private final Map<Node, Integer> votes = new LinkedHashMap<>();
  private final List<String> obstacles = new ArrayList<>();
  private final CompletableFuture<Void> decided = new CompletableFuture<>();
  private int answered;

  /**
   * @param waitForAll whether a majority is not enough
   */
  MasterVote(int voters, boolean waitForAll) {
    this.voters = voters;
    this.waitForAll = waitForAll;
  }

  /** One server names a master. */
  synchronized void names(Node master) {
    int count = votes.merge(master, 1, Integer::sum);
    answered(!waitForAll && count > voters / 2);
  }

  /** One server names no master, or gives no answer. */
  synchronized void none(String why) {
    obstacles.add(why);
    answered(false);
  }

  private void answered(boolean enough) {
    answered++;
    if (enough || answered == voters) {
      decided.complete(null);
    }
  }

  /** Completes when no more answer is needed. */
  CompletableFuture<Void> decided() {
    return decided;
  }

  /** The server that most of them name; empty if none is named. */
  synchronized Optional<Node> most() {
    return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Every server that is named. */
  synchronized List<Node> named() {
    return List.copyOf(votes.keySet());
  }

  /** Why the others name none. */
  synchronized String obstacles() {
    return String.join("; ", obstacles);
  }
}
