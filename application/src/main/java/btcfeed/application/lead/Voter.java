package btcfeed.application.lead;

import btcfeed.application.replicate.Replica;
import java.util.Optional;

/**
 * A store with its lease, or the witness.
 *
 * @param replica empty if it has no streams: the witness, or a store of the critical keys
 */
public record Voter(LeaseWatch watch, Optional<Replica> replica) {}
