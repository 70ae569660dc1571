package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Executes faults that happen once. Used under the exchange's lock, except for the reset. */
record FaultInjector(SimulatedExchange exchange, Collection<ClientSession> clients) {
  void inject(Fault.Once fault) {
    switch (fault) {
      case Fault.Reset _ -> clients.forEach(client -> client.peer().reset());
      case Fault.ResetOne _ ->
          clients.stream()
              .map(ClientSession::peer)
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
      case Fault.Damaged(boolean cut) -> {
        Trade trade = next(1).getFirst();
        clients.forEach(client -> first(client, trade).forEach(it -> damage(client, it, cut)));
      }
      case Fault.ServerShutdown _ -> clients.forEach(ClientSession::announceClose);
      case Fault.Duplicate(int trades) -> exchange.publish(exchange.markets().newest(trades), true);
      case Fault.Reordered(int trades) -> exchange.publish(next(trades).reversed(), true);
      case Fault.Gap(int trades) -> next(trades);
      case Fault.Lost(int trades) -> {
        for (Trade trade : next(trades)) {
          clients.forEach(client -> first(client, trade));
        }
      }
    }
  }

  private List<Trade> next(int trades) {
    return exchange.markets().next(trades);
  }

  private void sendAll(byte[] frame) {
    clients.forEach(client -> client.peer().send(frame));
  }

  /** The first message for a trade only, for venues that send a trade twice; or none. */
  private static List<byte[]> first(ClientSession client, Trade trade) {
    return client.unsent(trade).stream().limit(1).toList();
  }

  private void cutFrame(OptionalInt bytes, Fault.End end) {
    Trade trade = next(1).getFirst();
    for (ClientSession client : clients) {
      for (byte[] frame : first(client, trade)) {
        int header = Frames.headerBytes(frame);
        int sent = Math.min(bytes.orElse(frame.length / 2 - header), frame.length - header - 1);
        client.peer().send(Arrays.copyOf(frame, header + sent));
      }
      switch (end) {
        case RESET -> client.peer().resetInOrder();
        case HANG_UP -> client.peer().hangUp();
        case SILENCE -> client.mute();
      }
    }
  }

  private static void damage(ClientSession client, byte[] frame, boolean cut) {
    int opcode = frame[0] & Frames.OPCODE;
    byte[] wrong = Arrays.copyOfRange(frame, Frames.headerBytes(frame), frame.length);
    int half = wrong.length / 2;
    if (cut) {
      wrong = Arrays.copyOf(wrong, half);
    } else {
      wrong[half] = broken(opcode, wrong[half]);
    }
    client.peer().send(Frames.frame(opcode, wrong));
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
