package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** How each {@link Fault.Now} is done to the clients. Under the floor's lock, but for the reset. */
final class BinanceFaults {
  private final BinanceFloor floor;
  private final Collection<BinanceClient> clients;

  BinanceFaults(BinanceFloor floor, Collection<BinanceClient> clients) {
    this.floor = floor;
    this.clients = clients;
  }

  void happen(Fault.Now fault) {
    switch (fault) {
      case Fault.Reset _ -> clients.forEach(client -> client.peer().reset());
      case Fault.HangUp _ -> clients.forEach(client -> client.peer().hangUp());
      case Fault.Close(int code, String reason) -> {
        everyone(Frames.close(code, reason));
        clients.forEach(client -> client.peer().hangUp());
      }
      case Fault.HalfFrame(Fault.End end) -> halfFrame(end);
      case Fault.Text(String text) ->
          everyone(
              Frames.fragments(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8), floor.cuts()));
      case Fault.Binary(int bytes) -> everyone(Frames.frame(Frames.BINARY, new byte[bytes]));
      case Fault.Raw(String hex) -> everyone(HexFormat.of().parseHex(hex));
      case Fault.Oversized(int bytes, int fragments) -> everyone(oversized(bytes, fragments));
      case Fault.ServerShutdown _ ->
          clients.forEach(client -> client.announceShutdown(floor.wallMs()));
      case Fault.Duplicate(int trades) -> floor.tell(floor.newest(trades), true);
      case Fault.Reordered(int trades) -> floor.tell(floor.happened(trades).reversed(), true);
      case Fault.Gap(int trades) -> floor.happened(trades);
    }
  }

  private void everyone(byte[] frame) {
    clients.forEach(client -> client.peer().send(frame));
  }

  private void halfFrame(Fault.End end) {
    Trade trade = floor.happened(1).getFirst();
    for (BinanceClient client : clients) {
      byte[] frame = Frames.frame(Frames.TEXT, client.text(trade));
      client.peer().send(frame, frame.length / 2);
      switch (end) {
        case RESET -> client.peer().resetInOrder();
        case HANG_UP -> client.peer().hangUp();
        case SILENCE -> client.mute();
      }
    }
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
