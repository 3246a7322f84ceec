package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an HTTP/2 stream has the fields of its response, or those at its end. */
final class StreamAnswer extends Adapter {

  private static final String STATUS = ":status";

  StreamAnswer(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param fields a list of {@code Header}
   * @param handler what handles the stream
   * @return the fields themselves
   */
  @Override
  protected Object call(Object fields, @Nullable Object handler) throws Throwable {
    if (handler != null) {
      var core = HttpCore.of(handler.getClass());
      var headers = (List<?>) fields;
      var status = headers.isEmpty() ? null : headers.get(0);
      if (status != null && core.headerName(status).equals(STATUS)) {
        int code = Integer.parseInt(core.headerValue(status));
        if (Authorizer.isOfInterest(code)) {
          look(core, headers, code, handler);
        }
      }
    }
    return fields;
  }

  private void look(HttpCore core, List<?> headers, int status, Object handler) throws Throwable {
    var handlers = StreamHandlers.of(handler.getClass());
    var request = handlers.request(handler);
    if (request != null) {
      var session = handlers.session(handler);
      authorizer.received(
          new IncomingResponse(
              status,
              name -> values(core, headers, name),
              new WrittenRequest(
                  core, request, session, session == null ? -1 : session.getPeerPort()),
              AsyncTokens.sentWith(request)));
    }
  }

  private static List<String> values(HttpCore core, List<?> headers, String name) throws Throwable {
    var values = new ArrayList<String>();
    for (var header : headers) {
      if (core.headerName(header).equalsIgnoreCase(name)) {
        values.add(core.headerValue(header));
      }
    }
    return values;
  }
}
