package btcfeed.planted.redis;

import btcfeed.planted.application.usecase.UseCase;
import btcfeed.planted.simulator.venue.SimulatedVenue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedInputStream;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.websocket.Session;
import org.apache.hc.core5.http.HttpHost;
import org.glassfish.tyrus.client.ClientManager;

/** What the stores may not see. */
public final class Offences {
  private Offences() {}

  record KnowsItsNeighbour(SimulatedVenue venue) {}

  record KnowsAUseCase(UseCase useCase) {}

  record WithWebSockets(Session session) {}

  record WithTyrus(ClientManager client) {}

  record WithHttpCore(HttpHost host) {}

  record WithProtobuf(CodedInputStream in) {}

  record WithHelidon(WebServer server) {}

  record WithMicrometer(MeterRegistry registry) {}

  record WithJackson(ObjectMapper mapper) {}
}
