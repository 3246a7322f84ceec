package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.HostHeader;
import java.util.ArrayList;
import java.util.List;

/** A request that is about to be written over HTTP/2. Its header is added to the bytes. */
final class StreamRequest extends WrittenRequest {

  private final HttpCore5 core;
  private final Object request;
  private final Streams stream;

  StreamRequest(HttpCore5 core, Object request, String host, int port, Streams stream) {
    super(core, request, host, port);
    this.core = core;
    this.request = request;
    this.stream = stream;
  }

  /** The authority is what HTTP/2 has for a host; a {@code Host} beside it counts as another. */
  @Override
  List<String> values(String name) throws Throwable {
    var values = super.values(name);
    var authority = name.equals(HostHeader.NAME) ? core.authority(request) : null;
    if (authority == null) {
      return values;
    }
    var all = new ArrayList<>(values);
    all.add(authority);
    return all;
  }

  @Override
  Object copy(Object original) throws Throwable {
    return core.copyWithTarget(original);
  }

  @Override
  public void setHeader(String name, String value) {
    token = value;
    stream.add(name, value);
  }
}
