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

/** How each {@link Fault.Now} is done to the clients. Under the floor's lock, but for the reset. */
final class Faults {
  private final SimulatedExchange floor;
  private final Collection<ConnectedClient> clients;

  Faults(SimulatedExchange floor, Collection<ConnectedClient> clients) {
    this.floor = floor;
    this.clients = clients;
  }

  void happen(Fault.Now fault) {
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
        everyone(Frames.close(code, reason));
        clients.forEach(client -> client.peer().hangUp());
      }
      case Fault.HalfFrame(Fault.End end) -> cutFrame(OptionalInt.empty(), end);
      case Fault.CutFrame(int bytes, Fault.End end) -> cutFrame(OptionalInt.of(bytes), end);
      case Fault.Text(String text) ->
          everyone(
              Frames.fragments(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8), floor.cuts()));
      case Fault.Binary(int bytes) -> everyone(Frames.frame(Frames.BINARY, new byte[bytes]));
      case Fault.Raw(String hex) -> everyone(HexFormat.of().parseHex(hex));
      case Fault.Oversized(int bytes, int fragments) -> everyone(oversized(bytes, fragments));
      case Fault.Damaged(boolean cut) -> damaged(cut);
      case Fault.ServerShutdown _ -> clients.forEach(ConnectedClient::announceClose);
      case Fault.Duplicate(int trades) -> floor.tell(floor.newest(trades), true);
      case Fault.Reordered(int trades) -> floor.tell(floor.happened(trades).reversed(), true);
      case Fault.Gap(int trades) -> floor.happened(trades);
      case Fault.Lost(int trades) -> {
        for (Trade trade : floor.happened(trades)) {
          clients.forEach(client -> client.tell(trade, (_, _, _) -> {}));
        }
      }
    }
  }

  private void everyone(byte[] frame) {
    clients.forEach(client -> client.peer().send(frame));
  }

  private void cutFrame(OptionalInt bytes, Fault.End end) {
    Trade trade = floor.happened(1).getFirst();
    for (ConnectedClient client : clients) {
      firstMessage(
          client,
          trade,
          (opcode, payload, length) -> {
            byte[] frame = Frames.frame(opcode, Arrays.copyOf(payload, length));
            int header = frame.length - length;
            int most = Math.min(bytes.orElse(frame.length / 2 - header), length - 1);
            client.peer().send(frame, header + most);
          });
      switch (end) {
        case RESET -> client.peer().resetInOrder();
        case HANG_UP -> client.peer().hangUp();
        case SILENCE -> client.mute();
      }
    }
  }

  private void damaged(boolean cut) {
    Trade trade = floor.happened(1).getFirst();
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

  /** Where a venue says the same twice, only what it says first. */
  private static void firstMessage(ConnectedClient client, Trade trade, MessageSink out) {
    AtomicBoolean said = new AtomicBoolean();
    client.tell(
        trade,
        (opcode, payload, length) -> {
          if (said.compareAndSet(false, true)) {
            out.message(opcode, payload, length);
          }
        });
  }

  /** Text stays text, but wherever it stands in JSON a quotation mark more or less breaks it. */
  private static byte broken(int opcode, byte was) {
    if (opcode == Frames.TEXT) {
      return (byte) (was == '"' ? '{' : '"');
    }
    return (byte) ~was;
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
