package btcfeed.exchange.line;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens the TCP connection to a venue, with TLS for {@code wss}: the certificate and the host's
 * name in it are always verified. Tries each of the host's addresses in turn.
 *
 * <p>One attempt, one thread; {@link #abort} from any.
 */
final class Dialer {
  private final SSLContext tls;
  private final int timeoutMs;
  private volatile Socket plain = new Socket();
  private volatile boolean aborted;

  Dialer(SSLContext tls, Duration timeout) {
    this.tls = tls;
    this.timeoutMs = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
  }

  /** Connects; reads on the socket time out as long as the handshake may take. */
  Socket dial(URI uri) throws IOException {
    boolean secure = uri.getScheme().toLowerCase(Locale.ROOT).equals("wss");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    IOException failure = new IOException("no address for " + uri.getHost());
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      try {
        Socket socket = connect(new InetSocketAddress(address, port));
        return secure ? encrypt(socket, uri.getHost(), port) : socket;
      } catch (IOException e) {
        plain.close();
        failure = e;
      }
    }
    throw failure;
  }

  /** Closes the connection, or the attempt. What is blocked on it fails. */
  void abort() {
    aborted = true;
    try {
      plain.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    plain = socket;
    if (aborted) {
      throw new IOException("given up");
    }
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.connect(address, timeoutMs);
    socket.setSoTimeout(timeoutMs);
    return socket;
  }

  private Socket encrypt(Socket socket, String host, int port) throws IOException {
    SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }
}
