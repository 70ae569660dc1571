package btcfeed.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A plain socket to a store of one server, encrypted and verified as its configuration says. A
 * proxy uses it to pass bytes on unread. Any thread.
 */
public final class RawConnection {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private RawConnection() {}

  /** Connects; blocks for 3 s at most for each step. */
  public static Socket connect(Topology.Node node, Tls tls) throws IOException {
    Socket plain = new Socket();
    boolean connected = false;
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(node.host(), node.port()), (int) TIMEOUT.toMillis());
      Socket socket = tls.on() ? encrypted(plain, node, tls) : plain;
      connected = true;
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (!connected) {
        plain.close();
      }
    }
  }

  private static Socket encrypted(Socket plain, Topology.Node node, Tls tls)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys =
        tls.keys().map(KeyManagerFactory::getKeyManagers).orElseGet(() -> new KeyManager[0]);
    context.init(keys, tls.trust().getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, node.host(), node.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    if (tls.verify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setServerNames(List.copyOf(ClientConfig.serverNames(node.host())));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) TIMEOUT.toMillis());
    socket.startHandshake();
    socket.setSoTimeout(0);
    return socket;
  }
}
