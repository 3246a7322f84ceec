package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.fault.FaultyServer;
import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.AccessTokens;
import dev.cloudrunauth.local.identity.IdTokens;
import java.time.Clock;
import java.util.List;

/**
 * The metadata server of the machine that the application believes it runs on. Only requests for ID
 * tokens use up its script of faults. Threads may share it.
 */
public final class MetadataServer extends FaultyServer<MetadataRequest> {

  private final Directory directory;

  /**
   * Starts without a fault.
   *
   * @param principal for whom it issues tokens
   * @param tokens who signs ID tokens
   * @param accessTokens who issues access tokens
   * @param clock by which ID tokens are renewed
   */
  public MetadataServer(String principal, IdTokens tokens, AccessTokens accessTokens, Clock clock) {
    super("metadata", clock);
    directory = new Directory(principal, new IssuedTokens(tokens, principal, clock), accessTokens);
  }

  /** Returns those of {@link #received} that ask for an ID token. */
  public List<MetadataRequest> idTokenRequests() {
    return received().stream().filter(MetadataRequest::isForIdToken).toList();
  }

  /** Everywhere: it has a port of its own, where people call it by all kinds of names. */
  @Override
  public boolean isAt(String host, String path) {
    return true;
  }

  @Override
  protected MetadataRequest entry(Request request) {
    return new MetadataRequest(request);
  }

  @Override
  protected boolean isForToken(Request request) {
    return entry(request).isForIdToken();
  }

  @Override
  protected Response answer(Request request, Minting minting) {
    return directory.answer(request, minting);
  }

  @Override
  protected Response dressed(Response answer) {
    return answer.with("Metadata-Flavor", "Google").with("Server", "Metadata Server for VM");
  }
}
