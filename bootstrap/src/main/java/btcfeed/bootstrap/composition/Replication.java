package btcfeed.bootstrap.composition;

import btcfeed.application.lead.Leadership;
import btcfeed.application.observe.PriceFreshness;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.Sender;
import btcfeed.domain.port.ReadStores;
import java.util.List;

/** The parts between the journal and the stores. */
record Replication(
    Leadership leadership,
    List<Sender> senders,
    ActiveStoreManager active,
    PriceFreshness freshness,
    ReadStores reads) {}
