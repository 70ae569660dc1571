package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Executes faults that happen once. Used under the exchange's lock, except for the reset. */
final class FaultInjector {
  private final SimulatedExchange exchange;
  private final Collection<ConnectedClient> clients;

  FaultInjector(SimulatedExchange exchange, Collection<ConnectedClient> clients) {
    this.exchange = exchange;
    this.clients = clients;
  }

  void inject(Fault.Once fault) {
    switch (fault) {
      case Fault.Reset _ -> clients.forEach(client -> client.peer().reset());
      case Fault.ResetOne _ ->
          clients.stream()
              .map(ConnectedClient::peer)
              .filter(Peer::isOpen)
              .limit(1)
              .forEach(Peer::reset);
      case Fault.HangUp _ -> clients.forEach(client -> client.peer().hangUp());
      case Fault.Close(int code, String reason) -> {
        sendAll(Frames.close(code, reason));
        clients.forEach(client -> client.peer().hangUp());
      }
      case Fault.HalfFrame(Fault.End end) -> cutFrame(OptionalInt.empty(), end);
      case Fault.CutFrame(int bytes, Fault.End end) -> cutFrame(OptionalInt.of(bytes), end);
      case Fault.Text(String text) ->
          sendAll(
              Frames.fragments(
                  Frames.TEXT, text.getBytes(StandardCharsets.UTF_8), exchange.cuts()));
      case Fault.Binary(int bytes) -> sendAll(Frames.frame(Frames.BINARY, new byte[bytes]));
      case Fault.Raw(String hex) -> sendAll(HexFormat.of().parseHex(hex));
      case Fault.Oversized(int bytes, int fragments) -> sendAll(oversized(bytes, fragments));
      case Fault.Damaged(boolean cut) -> damaged(cut);
      case Fault.ServerShutdown _ -> clients.forEach(ConnectedClient::announceClose);
      case Fault.Duplicate(int trades) -> exchange.publish(exchange.newest(trades), true);
      case Fault.Reordered(int trades) -> exchange.publish(exchange.next(trades).reversed(), true);
      case Fault.Gap(int trades) -> exchange.next(trades);
      case Fault.Lost(int trades) -> {
        for (Trade trade : exchange.next(trades)) {
          clients.forEach(client -> client.publish(trade, (_, _, _) -> {}));
        }
      }
    }
  }

  private void sendAll(byte[] frame) {
    clients.forEach(client -> client.peer().send(frame));
  }

  private void cutFrame(OptionalInt bytes, Fault.End end) {
    Trade trade = exchange.next(1).getFirst();
    for (ConnectedClient client : clients) {
      firstMessage(
          client,
          trade,
          (opcode, payload, length) -> {
            byte[] frame = Frames.frame(opcode, Arrays.copyOf(payload, length));
            int header = frame.length - length;
            int sent = Math.min(bytes.orElse(frame.length / 2 - header), length - 1);
            client.peer().send(frame, header + sent);
          });
      switch (end) {
        case RESET -> client.peer().resetInOrder();
        case HANG_UP -> client.peer().hangUp();
        case SILENCE -> client.mute();
      }
    }
  }

  private void damaged(boolean cut) {
    Trade trade = exchange.next(1).getFirst();
    for (ConnectedClient client : clients) {
      firstMessage(
          client,
          trade,
          (opcode, payload, length) -> {
            byte[] wrong = Arrays.copyOf(payload, cut ? length / 2 : length);
            if (!cut) {
              wrong[length / 2] = broken(opcode, payload[length / 2]);
            }
            client.peer().send(Frames.frame(opcode, wrong));
          });
    }
  }

  /** Passes on the first message only, for venues that send a trade twice. */
  private static void firstMessage(ConnectedClient client, Trade trade, MessageSink out) {
    AtomicBoolean done = new AtomicBoolean();
    client.publish(
        trade,
        (opcode, payload, length) -> {
          if (done.compareAndSet(false, true)) {
            out.message(opcode, payload, length);
          }
        });
  }

  /** A changed byte. Text stays text: one quotation mark more or less always breaks JSON. */
  private static byte broken(int opcode, byte original) {
    if (opcode == Frames.TEXT) {
      return (byte) (original == '"' ? '{' : '"');
    }
    return (byte) ~original;
  }

  private static byte[] oversized(int bytes, int fragments) {
    byte[] text = new byte[bytes];
    Arrays.fill(text, (byte) ' ');
    byte[] open = "{\"e\":\"trade\"".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(open, 0, text, 0, Math.min(open.length, bytes));
    List<Integer> cuts =
        IntStream.range(1, fragments)
            .map(i -> (int) ((long) bytes * i / fragments))
            .boxed()
            .toList();
    return Frames.fragments(Frames.TEXT, text, cuts);
  }
}
