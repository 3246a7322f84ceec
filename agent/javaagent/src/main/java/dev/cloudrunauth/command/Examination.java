package dev.cloudrunauth.command;

import static java.util.stream.Collectors.toList;

import dev.cloudrunauth.audience.AudienceMatch;
import dev.cloudrunauth.config.Enabled;
import dev.cloudrunauth.config.Key;
import dev.cloudrunauth.config.Problem;
import dev.cloudrunauth.config.Settings;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.token.TokenSourceException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agent would do with a configuration and some URLs. For one thread. */
final class Examination {

  private final Settings settings;
  private final Minting minting;
  private final List<Minted> tokens = new ArrayList<>();
  private final List<Examined> urls = new ArrayList<>();
  private String identity = "";
  private String finding = "";

  Examination(Settings settings) {
    this.settings = settings;
    this.minting = new Minting(settings);
  }

  /**
   * Finds out.
   *
   * @param given the URLs, each with a host
   * @param call sends a request to each that is https, or {@code null} to send none
   */
  void run(List<URI> given, @Nullable Call call) throws InterruptedException {
    if (settings.enabled() == Enabled.FALSE) {
      finding = "enabled is false (" + settings.place(Key.ENABLED) + "): the agent does nothing";
    } else {
      findIdentity();
    }
    if (finding.isEmpty()) {
      for (var audience : settings.audiences().fixedAudiences()) {
        tokens.add(minting.token(audience));
      }
    }
    for (var url : given) {
      var examined = new Examined(url);
      examine(examined);
      if (call != null && isCallable(examined)) {
        call.send(examined, header());
      }
      urls.add(examined);
    }
  }

  private void findIdentity() {
    try {
      identity = minting.identity();
    } catch (TokenSourceException nobody) {
      finding = String.valueOf(nobody.getMessage());
    }
  }

  private void examine(Examined examined) {
    var url = examined.url();
    if (url.getScheme().equalsIgnoreCase("http")) {
      examined.finding = "plain http: it never gets a token. Write https://";
      return;
    }
    var match = settings.audiences().match(url.getScheme(), url.getHost(), url.getPort());
    if (match == null) {
      examined.finding =
          "no rule: it gets no token. Add its origin to the audiences, if it is private";
      return;
    }
    examined.match = match;
    examined.place = place(match);
    if (!finding.isEmpty()) {
      examined.finding = "it gets no token, for the reason above";
      return;
    }
    var minted = minting.token(match.destination().audience());
    examined.header = header();
    examined.instead = isAuto() ? besideOwn() : "";
    examined.minted = minted;
    if (minted.token() == null) {
      examined.finding = minted.words();
    }
  }

  /** A URL that has a rule is only called with its token. */
  private boolean isCallable(Examined examined) {
    return examined.url().getScheme().equalsIgnoreCase("https")
        && (examined.match == null || examined.isWell());
  }

  private boolean isAuto() {
    return settings.header() == HeaderChoice.AUTO;
  }

  private String header() {
    var header = settings.header().header(false, false);
    return header == null ? "" : header;
  }

  private static String besideOwn() {
    return "(" + HeaderChoice.AUTO.header(true, false) + ", where it has one of its own)";
  }

  private String place(AudienceMatch match) {
    for (var setting : settings.effective()) {
      if (setting.key() == Key.AUDIENCES && setting.value().equals(match.rule().toString())) {
        return setting.place().toString();
      }
    }
    return String.valueOf(settings.place(Key.AUDIENCES));
  }

  /** How many things there are to mend. */
  int findings() {
    int findings = settings.notices().size() + (finding.isEmpty() ? 0 : 1);
    for (var token : tokens) {
      findings += token.token() == null ? 1 : 0;
    }
    for (var url : urls) {
      findings += url.isWell() ? 0 : 1;
    }
    return findings;
  }

  void print(String version, Screen screen) {
    screen.line(screen.bold(version));
    screen.line("configuration  " + source());
    if (finding.isEmpty()) {
      screen.line("identity       " + identity);
    } else {
      screen.item(false, finding, List.of());
    }
    for (var notice : settings.notices()) {
      screen.item(false, notice.toString(), List.of());
    }
    if (!tokens.isEmpty()) {
      screen.line("");
      screen.line(screen.bold("tokens"));
      for (var token : tokens) {
        token.print(screen);
      }
    }
    if (!urls.isEmpty()) {
      screen.line("");
      screen.line(screen.bold("URLs"));
      for (var url : urls) {
        url.print(screen);
      }
    }
    screen.line("");
    screen.line(summary());
  }

  private String summary() {
    int findings = findings();
    if (findings == 0) {
      return "all is well";
    }
    return findings + (findings == 1 ? " finding" : " findings");
  }

  Map<String, @Nullable Object> json(String version) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("version", version);
    json.put("well", findings() == 0);
    json.put("findings", findings());
    json.put("configuration", source());
    json.put("enabled", settings.enabled().name().toLowerCase(Locale.ROOT));
    json.put("identity", identity.isEmpty() ? null : identity);
    json.put("finding", finding.isEmpty() ? null : finding);
    json.put("notices", settings.notices().stream().map(Problem::toString).collect(toList()));
    var audiences = new ArrayList<Map<String, @Nullable Object>>();
    for (var token : tokens) {
      audiences.add(token.json());
    }
    json.put("tokens", audiences);
    var examined = new ArrayList<Map<String, @Nullable Object>>();
    for (var url : urls) {
      examined.add(url.json());
    }
    json.put("urls", examined);
    return json;
  }

  private String source() {
    var place = settings.place(Key.AUDIENCES);
    var file = settings.place(Key.CONFIG);
    return String.valueOf(
        place != null ? place : file != null ? file : settings.place(Key.ENABLED));
  }
}
