package dev.cloudrunauth.client.apachehttp;

import java.util.List;
import javax.net.ssl.SSLSession;

/** A request that is about to be written over HTTP/2. Its header is added to the bytes. */
final class StreamRequest extends WrittenRequest {

  private static final String HOST = "Host";

  private final HttpCore5 core;
  private final Object request;
  private final Streams stream;

  StreamRequest(HttpCore5 core, Object request, SSLSession session, Streams stream) {
    super(core, request, session, session.getPeerPort());
    this.core = core;
    this.request = request;
    this.stream = stream;
  }

  /** The authority is what HTTP/2 has for a host, whatever header there is beside it. */
  @Override
  public List<String> headers(String name) throws Throwable {
    var authority = name.equalsIgnoreCase(HOST) ? core.authority(request) : null;
    return authority == null ? super.headers(name) : List.of(authority);
  }

  @Override
  Object copy(Object original) throws Throwable {
    return core.copyWithTarget(original);
  }

  @Override
  public void setHeader(String name, String value) {
    token = value;
    stream.add(request, name, value);
  }
}
