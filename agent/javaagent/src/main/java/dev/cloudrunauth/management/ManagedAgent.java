package dev.cloudrunauth.management;

import dev.cloudrunauth.instrumentation.HopPolicy;
import dev.cloudrunauth.token.TokenEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The agent as JMX shows it. Any thread may ask. */
public final class ManagedAgent implements AgentMXBean {

  private final String version;
  private final HopPolicy policy;
  private final TokenEngine tokens;
  private final Supplier<Map<String, Set<String>>> wovenClasses;

  /**
   * The view of an agent that is configured.
   *
   * @param version its version
   * @param policy what its requests go by
   * @param tokens what its tokens come from
   * @param wovenClasses the classes that it has changed until then, by the library
   */
  public ManagedAgent(
      String version,
      HopPolicy policy,
      TokenEngine tokens,
      Supplier<Map<String, Set<String>>> wovenClasses) {
    this.version = version;
    this.policy = policy;
    this.tokens = tokens;
    this.wovenClasses = wovenClasses;
  }

  @Override
  public String getVersion() {
    return version;
  }

  @Override
  public boolean isEnabled() {
    return policy.isOn();
  }

  @Override
  public void setEnabled(boolean enabled) {
    if (enabled) {
      policy.switchOn();
    } else {
      policy.switchOff();
    }
  }

  @Override
  public List<AudienceReport> getAudiences() {
    long nowMillis = System.currentTimeMillis();
    var reports = new ArrayList<AudienceReport>();
    for (var tally : tokens.tallies()) {
      reports.add(new AudienceReport(tally, nowMillis));
    }
    return reports;
  }

  @Override
  public long getRequestsWithToken() {
    return tokens.sent();
  }

  @Override
  public long getRequestsPassed() {
    return policy.passedHops();
  }

  @Override
  public long getAnswers401() {
    return policy.unauthorizedHops();
  }

  @Override
  public long getAnswers403() {
    return policy.forbiddenHops();
  }

  @Override
  public Map<String, Set<String>> getWovenClasses() {
    return wovenClasses.get();
  }

  @Override
  public int dropTokens() {
    return tokens.dropAll();
  }

  /** All of the counters in one line. */
  @Override
  public String toString() {
    var line = new StringBuilder();
    line.append(getRequestsWithToken()).append(" requests with a token, ");
    line.append(getRequestsPassed()).append(" passed, ");
    line.append(getAnswers401()).append(" answered by 401, ");
    line.append(getAnswers403()).append(" by 403");
    for (var tally : tokens.tallies()) {
      line.append("; ").append(tally.audience()).append(": ");
      line.append(tally.sent()).append(" requests, ");
      line.append(tally.minted()).append(" tokens minted, ");
      line.append(tally.renewed()).append(" of them renewals, ");
      line.append(tally.failures()).append(" failures");
    }
    return line.toString();
  }
}
