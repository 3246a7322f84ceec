package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The weave points of a blocking client, which are the same methods in both generations. They are
 * known by their names alone, because the classes in their descriptors may be relocated.
 */
final class BlockingPoints {

  private final List<WeavePoint> points = new ArrayList<>();
  private final RequestHop sending;
  private final SentHop sent;
  private final HeadHop writing;
  private final ResponseHop receiving;
  private final ExchangeHop exchanged;
  private final WireHop logging;

  BlockingPoints(Authorizer authorizer) {
    sending = new RequestHop(authorizer);
    sent = new SentHop(authorizer);
    writing = new HeadHop(authorizer);
    receiving = new ResponseHop(authorizer);
    exchanged = new ExchangeHop(authorizer);
    logging = new WireHop(authorizer);
  }

  /** Where the head of a request is sent, and that of its response received. */
  BlockingPoints connection(String className) {
    var send = "sendRequestHeader";
    points.add(
        WeavePoint.of(className, send, "", Edit.REPLACE_ARGUMENT, sending, WeavePoint.TOKEN_LOSS));
    points.add(
        WeavePoint.of(
            className, send, "", Edit.SHOW_ARGUMENT_FINALLY, sent, WeavePoint.TOKEN_LOSS));
    points.add(
        WeavePoint.of(
            className,
            "receiveResponseHeader",
            "",
            Edit.REPLACE_RETURNED,
            receiving,
            WeavePoint.REFUSAL_LOSS));
    return this;
  }

  /** Where the lines of a head are written. */
  BlockingPoints writer(String className) {
    points.add(
        WeavePoint.of(
            className, "write", "", Edit.REPLACE_ARGUMENT, writing, WeavePoint.TOKEN_LOSS));
    return this;
  }

  /** Where a request and its response are together. */
  BlockingPoints exchange(String className) {
    points.add(
        WeavePoint.of(
            className, "execute", "", Edit.SHOW_ANSWER, exchanged, WeavePoint.REFUSAL_LOSS));
    return this;
  }

  /** Where the bytes that are sent are logged, in either of its forms. */
  BlockingPoints log(String className) {
    for (var descriptor : List.of("([B)V", "([BII)V")) {
      points.add(
          WeavePoint.of(
              className, "output", descriptor, Edit.REPLACE_ARGUMENT, logging, WireHop.LOSS));
    }
    return this;
  }

  List<WeavePoint> all() {
    return points;
  }
}
