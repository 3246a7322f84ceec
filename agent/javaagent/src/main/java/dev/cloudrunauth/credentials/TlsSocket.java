package dev.cloudrunauth.credentials;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocket;

/**
 * TLS by the JVM's default factory, which may be the application's, as may be its trust manager.
 */
final class TlsSocket {

  private TlsSocket() {}

  /**
   * Secures a connection.
   *
   * @param connection what lies below; it is the caller's to close
   * @param host the name that the server's certificate has to have
   * @param port the server's port
   * @throws IOException if the server is not to be trusted, or if the factory or the trust manager
   *     fails, in whatever way
   */
  static Socket over(LimitedSocket connection, String host, int port) throws IOException {
    var deadline = Deadline.current();
    var factory = HttpsURLConnection.getDefaultSSLSocketFactory();
    deadline.begin("the TLS handshake with " + host + ":" + port + " does not end");
    try {
      var socket = factory.createSocket(connection, host, port, true);
      if (!(socket instanceof SSLSocket)) {
        throw new IOException(
            "the JVM's default factory of TLS sockets, "
                + factory.getClass().getName()
                + ", makes none");
      }
      var secured = (SSLSocket) socket;
      var parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (RuntimeException | Error thrown) {
      throw new IOException(
          factory.getClass().getName() + " throws " + thrown.getClass().getName(), thrown);
    } finally {
      deadline.begin(null);
    }
  }
}
