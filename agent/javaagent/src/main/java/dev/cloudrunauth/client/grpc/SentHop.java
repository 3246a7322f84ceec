package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Pending;
import dev.cloudrunauth.instrumentation.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * Where a transport writes the headers of an attempt. They are replaced by a copy with the token,
 * which lives in that method alone: interceptors, tracers, binary logs and further attempts never
 * see it. Nothing waits here.
 */
final class SentHop extends Adapter {

  private final Pending<AnsweredCall> sent;
  private final LoggedTokens logged;

  SentHop(Authorizer authorizer, Pending<AnsweredCall> sent, LoggedTokens logged) {
    super(authorizer);
    this.sent = sent;
    this.logged = logged;
  }

  /**
   * The metadata that is written in place of that given.
   *
   * @param metadata the application's
   * @param sink what writes it
   * @return the metadata itself, or a copy with the token
   */
  @Override
  protected Object call(Object metadata, @Nullable Object sink) throws Throwable {
    if (sink == null) {
      return metadata;
    }
    var streams = Streams.of(sink);
    var stream = streams.stream(sink);
    var session = streams.session(stream);
    var verified = session == null ? null : session.getPeerHost();
    // TLS that xDS has set up knows of no name.
    var host = verified == null && session != null ? streams.host(stream) : verified;
    if (host == null || !authorizer.mayAuthorize(host)) {
      authorizer.sentUnchanged();
      streams.api().pass(sink, metadata);
      return metadata;
    }
    if (verified == null || !streams.isAuthorityVerified(stream)) {
      authorizer.sentUnverified(host);
      return metadata;
    }
    var call = new SentCall(Api.of(metadata.getClass()), streams.peer(stream, session), metadata);
    try {
      authorizer.authorizeAtOnce(call);
    } catch (RequestFailure late) {
      authorizer.sentUnchanged();
    }
    var token = call.token();
    if (token != null) {
      logged.add(token);
    }
    sent.put(streams.state(stream), call.answered());
    return call.written();
  }
}
