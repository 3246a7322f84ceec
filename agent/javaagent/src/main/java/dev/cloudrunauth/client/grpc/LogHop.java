package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Where the headers of an attempt become text, as the transport over Netty logs them at its most
 * talkative level. Tokens of the agent are logged as asterisks.
 */
final class LogHop extends Adapter {

  private static final String MASK = "***";

  private final LoggedTokens tokens;

  LogHop(Authorizer authorizer, LoggedTokens tokens) {
    super(authorizer);
    this.tokens = tokens;
  }

  /**
   * What is logged.
   *
   * @param text the headers
   * @param headers not needed
   * @return the text itself, or a copy without tokens
   */
  @Override
  protected Object call(Object text, @Nullable Object headers) {
    var logged = (String) text;
    for (Iterator<String> all = tokens.iterator(); all.hasNext(); ) {
      logged = logged.replace(all.next(), MASK);
    }
    return logged;
  }
}
