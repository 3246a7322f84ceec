package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.http.Wire;
import dev.cloudrunauth.local.identity.IdTokens;
import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;

/**
 * The metadata server of the machine that the application believes it runs on. It keeps a record of
 * every request, and fails when it is told to. Threads may share it.
 */
public final class MetadataServer extends Handler.Abstract {

  private final Directory directory;
  private final Script script = new Script();
  private final Recording<MetadataRequest> received = new Recording<>();

  /**
   * Starts without a fault.
   *
   * @param principal for whom it issues tokens
   * @param tokens who signs them
   * @param clock by which they are renewed
   */
  public MetadataServer(String principal, IdTokens tokens, Clock clock) {
    directory = new Directory(principal, tokens, clock);
  }

  /** Returns every request so far, in order, also those that were not answered. */
  public List<MetadataRequest> received() {
    return received.all();
  }

  /** Returns those of {@link #received} that ask for an ID token. */
  public List<MetadataRequest> idTokenRequests() {
    return received().stream().filter(MetadataRequest::isForIdToken).toList();
  }

  /** Forgets the requests so far. */
  public void clear() {
    received.clear();
  }

  /** Lets the next requests for an ID token fail, one for each fault, in order. */
  public void answerNext(Fault... faults) {
    script.append(List.of(faults));
  }

  /** Lets so many of the next requests for an ID token fail alike. */
  public void answerNext(int times, Fault fault) {
    script.append(Collections.nCopies(times, fault));
  }

  /** Lets every request fail, to whatever path, until {@link #recover}. */
  public void misbehave(Fault fault) {
    script.always(fault);
  }

  /** Ends all misbehaviour, that which is still to come too. */
  public void recover() {
    script.clear();
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request from,
      org.eclipse.jetty.server.Response to,
      Callback callback)
      throws IOException {
    var request = new MetadataRequest(Wire.read(from));
    received.add(request);
    Runnable answer = () -> answer(directory.answer(request.request()), to, callback);
    var fault = script.faultFor(request).orElse(null);
    if (fault == null) {
      answer.run();
    } else if (fault instanceof Fault.Answer instead) {
      answer(instead.answer(), to, callback);
    } else if (fault instanceof Fault.Delay late) {
      from.getComponents()
          .getScheduler()
          .schedule(answer, late.delay().toMillis(), TimeUnit.MILLISECONDS);
    } else if (fault instanceof Fault.Disconnect) {
      from.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(new EOFException("as the script says"));
    }
    // Fault.Hang: nobody ever completes the callback, and no thread waits for it.
    return true;
  }

  private static void answer(
      Response answer, org.eclipse.jetty.server.Response to, Callback callback) {
    Wire.write(
        answer.with("Metadata-Flavor", "Google").with("Server", "Metadata Server for VM"),
        to,
        callback);
  }
}
