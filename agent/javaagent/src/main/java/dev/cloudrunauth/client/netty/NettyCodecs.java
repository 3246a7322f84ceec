package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The codecs of Netty 4.1 and 4.2, which Reactor Netty and others have their requests encoded by.
 * The methods are known by their names alone, because the classes in their descriptors may be
 * relocated. Immutable.
 */
public final class NettyCodecs implements ClientModule {

  private static final String CHANNEL = "io/netty/channel/";
  private static final String VERTX = "io/vertx/core/http/impl/";
  private static final String ARMERIA = "com/linecorp/armeria/client/";
  private static final String CODEC = "io/netty/handler/codec/";

  /** Where the headers are among the arguments of Armeria's encoders. */
  private static final int HEADERS = 2;

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public NettyCodecs(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var points = new ArrayList<WeavePoint>();
    var written = new WrittenHop(authorizer);
    // What ends is woven first, so that it is not called for a message that is held back.
    var connection = CHANNEL + "CombinedChannelDuplexHandler";
    points.add(sending(connection, "write", Edit.SHOW_ARGUMENT_FINALLY, written));
    points.add(sending(connection, "write", Edit.HOLD_BACK, new RequestHop(authorizer, false)));
    var stream = CODEC + "MessageToMessageCodec";
    points.add(sending(stream, "write", Edit.SHOW_ARGUMENT_FINALLY, written));
    points.add(sending(stream, "write", Edit.HOLD_BACK, new RequestHop(authorizer, true)));
    points.add(
        sending(
            CODEC + "http/HttpRequestEncoder",
            "encodeInitialLine",
            Edit.SHOW_ARGUMENT,
            new LineHop(authorizer)));
    points.add(
        sending(
            CHANNEL + "AbstractCoalescingBufferQueue",
            "add",
            Edit.REPLACE_ARGUMENT,
            new TlsHop(authorizer)));
    var frames = CODEC + "http2/DefaultHttp2FrameWriter";
    var writeHeaders = "writeHeaders";
    points.add(sending(frames, writeHeaders, Edit.REPLACE_ARGUMENT, new FrameHop(authorizer)));
    points.add(
        sending(frames, writeHeaders, Edit.SHOW_ARGUMENT_FINALLY, new FrameEndHop(authorizer)));
    points.add(
        sending(
            CODEC + "http2/HpackEncoder",
            "encodeHeadersIgnoreMaxHeaderListSize",
            Edit.SHOW_ARGUMENT,
            new HeadersHop(authorizer)));
    points.add(
        WeavePoint.of(
            "io/netty/handler/logging/LoggingHandler",
            "write",
            "",
            Edit.HOLD_BACK,
            new LogHop(authorizer),
            "its wire log shows the tokens of the agent in HTTP/2"));
    points.add(
        receiving(
            CHANNEL + "CombinedChannelDuplexHandler$DelegatingChannelHandlerContext",
            "fireChannelRead",
            new ResponseHop(authorizer)));
    points.add(
        receiving(
            CODEC + "http2/AbstractHttp2StreamChannel",
            "fireChildRead",
            new StreamResponseHop(authorizer)));
    addVertx(points, written);
    addArmeria(points);
    return points;
  }

  /** Armeria encodes by Netty's codec of HTTP/1.1, and HTTP/2 without a codec of streams. */
  private void addArmeria(List<WeavePoint> points) {
    var head = new ArmeriaHeadHop(authorizer);
    points.add(
        sending(
            ARMERIA + "HttpSessionHandler", "invoke", Edit.PARK, new ArmeriaInvokeHop(authorizer)));
    for (var version : List.of("1", "2")) {
      var encoder = ARMERIA + "ClientHttp" + version + "ObjectEncoder";
      points.add(sending(encoder, "doWriteHeaders", Edit.DIVERT, head).ofArgument(HEADERS));
    }
    points.add(
        receiving(
            ARMERIA + "HttpResponseWrapper",
            "tryWriteResponseHeaders",
            new ArmeriaResponseHop(authorizer)));
    points.add(
        WeavePoint.of(
            ARMERIA + "AbstractHttpResponseDecoder",
            "removeResponse",
            "",
            Edit.SHOW_RETURNED,
            new ArmeriaEndHop(authorizer),
            "the agent keeps what it knows of a request until its connection is closed"));
  }

  /** Vert.x encodes HTTP/1.1 by Netty's codec, and HTTP/2 below that of streams. */
  private void addVertx(List<WeavePoint> points, Adapter written) {
    var stream = VERTX + "VertxHttp2Stream";
    var client = VERTX + "Http2ClientConnection$Stream";
    var newStream = VERTX + "http2/DefaultHttp2Stream";
    var newClient = VERTX + "http2/DefaultHttp2ClientStream";
    var head = new VertxHeadHop(authorizer);
    var frame = new VertxFrameHop(authorizer);
    var body = new VertxBodyHop(authorizer);
    var close = new VertxCloseHop(authorizer);
    var response = new VertxResponseHop(authorizer);
    points.add(sending(client + "Impl", "writeHeaders", Edit.PARK, head));
    points.add(sending(newClient + "$HeadersWrite", "write", Edit.PARK, head));
    points.add(sending(stream, "doWriteHeaders", Edit.SHOW_ARGUMENT_FINALLY, written));
    points.add(sending(stream, "doWriteHeaders", Edit.PARK, frame));
    points.add(sending(newStream, "writeHeaders0", Edit.SHOW_ARGUMENT_FINALLY, written));
    points.add(sending(newStream, "writeHeaders0", Edit.PARK, frame));
    for (var method : List.of("doWriteData", "doWriteFrame", "doWriteReset")) {
      points.add(sending(stream, method, Edit.PARK, body));
    }
    for (var method : List.of("writeData0", "sendFile0", "writeReset0")) {
      points.add(sending(newStream, method, Edit.PARK, body));
    }
    points.add(sending(stream, "onClose", Edit.PARK, close));
    points.add(sending(newStream, "onClose", Edit.PARK, close));
    points.add(receiving(client, "onHeaders", response));
    points.add(receiving(newClient, "onHeaders", response));
  }

  private static WeavePoint sending(String className, String method, Edit edit, Adapter adapter) {
    return WeavePoint.of(className, method, "", edit, adapter, WeavePoint.TOKEN_LOSS);
  }

  private static WeavePoint receiving(String className, String method, Adapter adapter) {
    return WeavePoint.of(
        className, method, "", Edit.REPLACE_ARGUMENT, adapter, WeavePoint.REFUSAL_LOSS);
  }
}
