package btcfeed.exchange.line;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Says it through the JDK's client. */
record JdkVoice(WebSocket socket) implements Voice {
  @Override
  public void text(String message) throws IOException {
    said(socket.sendText(message, /* last= */ true));
  }

  @Override
  public void ping() throws IOException {
    said(socket.sendPing(ByteBuffer.allocate(0)));
  }

  /** A close frame; the last that can be said. */
  void goodbye() throws IOException {
    said(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
  }

  private static void said(CompletableFuture<WebSocket> sending) throws IOException {
    try {
      sending.get();
    } catch (ExecutionException e) {
      throw new IOException("could not be said", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
