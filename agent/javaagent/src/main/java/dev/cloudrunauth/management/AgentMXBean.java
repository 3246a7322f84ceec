package dev.cloudrunauth.management;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The agent in a running process, for JMX clients: {@code dev.cloudrunauth:type=Agent}. All types
 * are open, so that a client needs no class of the agent's.
 *
 * <p>A request is counted at each of its hops and of its retries: that is what gets a token or does
 * not. Any thread may ask.
 */
public interface AgentMXBean {

  /** {@return the agent's version} */
  String getVersion();

  /** {@return whether requests get tokens now} */
  boolean isEnabled();

  /**
   * Switches the agent off, so that every request leaves untouched from now on, those that wait for
   * a token too; or on again. The tokens at hand are kept.
   *
   * @param enabled whether requests shall get tokens
   */
  void setEnabled(boolean enabled);

  /** {@return how the tokens of each audience have fared} */
  List<AudienceReport> getAudiences();

  /** {@return how many requests left with a token} */
  long getRequestsWithToken();

  /**
   * {@return how many requests left untouched: to other origins, with a header of their own, or in
   * vain}
   */
  long getRequestsPassed();

  /** {@return how many times a configured service answered 401} */
  long getAnswers401();

  /** {@return how many times a configured service answered 403} */
  long getAnswers403();

  /** {@return the classes that the agent has changed, by the place that it knows in them} */
  Map<String, Set<String>> getWovenClasses();

  /**
   * Drops every token at hand: the next request for each audience has a new one minted.
   *
   * @return how many tokens were dropped
   */
  int dropTokens();
}
