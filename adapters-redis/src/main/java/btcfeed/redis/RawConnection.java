package btcfeed.redis;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Bare connections to a store of one server, encrypted and verified as its configuration says, for
 * whoever passes bytes on without understanding them. Any thread.
 */
public final class RawConnection {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private RawConnection() {}

  /** Connects; blocks for some seconds at most. */
  public static Socket connect(Topology.Node node, Tls tls) throws IOException {
    Socket plain = new Socket();
    boolean up = false;
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(node.host(), node.port()), (int) PATIENCE.toMillis());
      Socket ready = tls.on() ? encrypted(plain, node, tls) : plain;
      up = true;
      return ready;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (!up) {
        plain.close();
      }
    }
  }

  private static Socket encrypted(Socket plain, Topology.Node node, Tls tls)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] own =
        tls.identity().isPresent()
            ? Certificates.showing(tls.identity().get()).getKeyManagers()
            : new KeyManager[0];
    TrustManager[] trusted = {};
    if (!tls.verify()) {
      trusted = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
    } else {
      trusted = Trust.of(tls.caFile()).getTrustManagers();
    }
    context.init(own, trusted, null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, node.host(), node.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    if (tls.verify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setServerNames(List.copyOf(ClientConfig.serverNames(node.host())));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.startHandshake();
    socket.setSoTimeout(0);
    return socket;
  }
}
