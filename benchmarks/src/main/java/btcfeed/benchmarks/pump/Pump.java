package btcfeed.benchmarks.pump;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * A program that copies trades from a venue into Redis without parsing them.
 *
 * <p>It only looks for the 16 digits of the trade time, backwards from the end of the frame, so
 * that latency is measured as for the service. All other output is constant. It ends when the venue
 * closes the connection.
 */
public final class Pump {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String LABEL = "\"T\":";
  private static final CompletionStage<?> TAKEN = CompletableFuture.completedFuture(LABEL);
  private static final long FIRST_NUMBER = 1_767_225_600_000L;

  private final List<StorePipe> stores;
  private final byte[] sent = new byte[Template.SENT.length()];
  private long number = FIRST_NUMBER;

  private Pump(List<StorePipe> stores) {
    this.stores = stores;
  }

  /**
   * Runs until the venue closes the connection.
   *
   * @param args {@code bare|full}, the venue's address, the stream's maximum length, the ports of
   *     the stores
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Load load = args[0].equals("bare") ? Load.bare() : Load.full(args[2]);
    List<StorePipe> stores = new ArrayList<>();
    for (String port : Arrays.asList(args).subList(3, args.length)) {
      stores.add(new StorePipe(Integer.parseInt(port), load));
    }
    stores.forEach(StorePipe::start);
    Pump pump = new Pump(stores);
    Frames frames = pump.new Frames();
    try (HttpClient client = HttpClient.newHttpClient()) {
      WebSocket _ =
          client
              .newWebSocketBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .buildAsync(URI.create(args[1]), frames)
              .join();
      frames.closed.await();
      client.shutdownNow();
    }
  }

  /** Blocks while a store's buffer is full, which stops reading from the venue. */
  private void carry(CharSequence frame) {
    int label = frame.length() - LABEL.length() - sent.length;
    while (label >= 0 && !startsWithLabel(frame, label)) {
      label--;
    }
    if (label < 0) {
      return; // Not a trade.
    }
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) frame.charAt(label + LABEL.length() + i);
    }
    number++;
    try {
      for (StorePipe store : stores) {
        store.add(sent, number);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a pump is never interrupted", e);
    }
  }

  private static boolean startsWithLabel(CharSequence frame, int at) {
    for (int i = 0; i < LABEL.length(); i++) {
      if (frame.charAt(at + i) != LABEL.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private final class Frames implements WebSocket.Listener {
    final CountDownLatch closed = new CountDownLatch(1);
    private final StringBuilder parts = new StringBuilder();

    @Override
    public void onOpen(WebSocket socket) {
      socket.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      if (last && parts.isEmpty()) {
        carry(data);
      } else {
        parts.append(data);
        if (last) {
          carry(parts);
          parts.setLength(0);
        }
      }
      return TAKEN;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.countDown();
      return TAKEN;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      System.err.println("the pump's venue failed: " + error);
      closed.countDown();
    }
  }
}
