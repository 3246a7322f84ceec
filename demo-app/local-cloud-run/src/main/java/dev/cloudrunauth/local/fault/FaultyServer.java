package dev.cloudrunauth.local.fault;

import dev.cloudrunauth.local.http.Exchange;
import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.http.WebServer;
import dev.cloudrunauth.local.metadata.Fault;
import java.util.Collections;
import java.util.List;

/**
 * A server that an application gets its tokens from. It keeps a record of every request, and fails
 * when it is told to. Threads may share it.
 *
 * @param <R> what the record says of a request
 */
public abstract class FaultyServer<R> implements WebServer {

  private final Script script = new Script();
  private final Recording<R> received = new Recording<>();

  /** Starts without a fault. */
  protected FaultyServer() {}

  /** Returns every request so far, in order, also those that were not answered. */
  public final List<R> received() {
    return received.all();
  }

  /** Forgets the requests so far. */
  public final void clear() {
    received.clear();
  }

  /** Lets the next requests for a token fail, one for each fault, in order. */
  public final void answerNext(Fault... faults) {
    script.append(List.of(faults));
  }

  /** Lets so many of the next requests for a token fail alike. */
  public final void answerNext(int times, Fault fault) {
    script.append(Collections.nCopies(times, fault));
  }

  /** Lets every request fail, to whatever path, until {@link #recover}. */
  public final void misbehave(Fault fault) {
    script.always(fault);
  }

  /** Ends all misbehaviour, that which is still to come too. */
  public final void recover() {
    script.clear();
  }

  @Override
  public final void answer(Exchange exchange) {
    var request = exchange.request();
    received.add(entry(request));
    Runnable proper = () -> exchange.answer(dressed(answer(request)));
    var fault = script.next(isForToken(request)).orElse(null);
    if (fault == null) {
      proper.run();
    } else if (fault instanceof Fault.Answer instead) {
      exchange.answer(dressed(instead.answer()));
    } else if (fault instanceof Fault.Delay late) {
      exchange.later(late.delay(), proper);
    } else if (fault instanceof Fault.Disconnect) {
      exchange.disconnect();
    }
    // Fault.Hang: nobody ever answers.
  }

  /** Returns what the record is to say of this request. */
  protected abstract R entry(Request request);

  /** Tells whether it asks for a token, and so uses up a script. */
  protected abstract boolean isForToken(Request request);

  /** Returns the proper answer. */
  protected abstract Response answer(Request request);

  /** Returns the answer, proper or not, with what this server puts on all of them. */
  protected Response dressed(Response answer) {
    return answer;
  }
}
