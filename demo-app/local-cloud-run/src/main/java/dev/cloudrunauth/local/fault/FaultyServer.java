package dev.cloudrunauth.local.fault;

import dev.cloudrunauth.local.http.Exchange;
import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.http.WebServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A server that an application gets its tokens from. It keeps a record of every request, and fails
 * when it is told to. Threads may share it.
 *
 * @param <R> what the record says of a request
 */
public abstract class FaultyServer<R> implements WebServer {

  private final String name;
  private final Misbehaviour misbehaviour;
  private final Recording<R> received = new Recording<>();
  private volatile List<? extends Door> doors = List.of();
  private volatile Consumer<PlayedFault> listener = fault -> {};

  /**
   * Starts without a fault.
   *
   * @param name by which people call it, such as {@code metadata}
   * @param clock by which the steps of a script last
   */
  protected FaultyServer(String name, Clock clock) {
    this.name = name;
    misbehaviour = new Misbehaviour(clock);
  }

  /** Returns the name by which people call it. */
  public final String name() {
    return name;
  }

  /** Says behind which ports it is, and who hears of each fault as it is played. */
  public final void standBehind(List<? extends Door> newDoors, Consumer<PlayedFault> newListener) {
    doors = List.copyOf(newDoors);
    listener = newListener;
  }

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
    misbehaviour.append(Stream.of(faults).map(fault -> Step.times(1, fault)).toList());
  }

  /** Lets so many of the next requests for a token fail alike. */
  public final void answerNext(int times, Fault fault) {
    misbehaviour.append(List.of(Step.times(times, fault)));
  }

  /** Lets every request fail, to whatever path, until {@link #recover}. */
  public final void misbehave(Fault fault) {
    misbehaviour.always(fault);
    if (fault instanceof Fault.Refused) {
      doors.forEach(Door::shut);
    } else {
      doors.forEach(Door::open);
    }
  }

  /** Plays a script from its first step, in place of whatever was to go wrong. */
  public final void play(FaultScript script) {
    doors.forEach(Door::open);
    misbehaviour.play(script);
    misbehaviour.beginRefusal().ifPresent(this::refuse);
  }

  /** Ends all misbehaviour, that which is still to come too. */
  public final void recover() {
    misbehaviour.clear();
    doors.forEach(Door::open);
  }

  @Override
  public final void answer(Exchange exchange) {
    var request = exchange.request();
    received.add(entry(request));
    var fault = misbehaviour.next(isForToken(request));
    if (!(fault instanceof Fault.None)) {
      listener.accept(new PlayedFault(name, fault, request.method() + " " + request.path()));
    }
    fault.play(exchange.with(this::dressed, this::refuseNext), minting -> answer(request, minting));
  }

  /** Returns what the record is to say of this request. */
  protected abstract R entry(Request request);

  /** Tells whether it asks for a token, and so is counted by a script. */
  protected abstract boolean isForToken(Request request);

  /**
   * Returns the proper answer.
   *
   * @param request what is asked
   * @param minting what is to be odd about the token in the answer, if there is one
   */
  protected abstract Response answer(Request request, Minting minting);

  /** Returns the answer, proper or not, with what this server puts on all of them. */
  protected Response dressed(Response answer) {
    return answer;
  }

  /** On another thread, since closing the port ends the connection that this one serves. */
  private void refuseNext() {
    misbehaviour
        .beginRefusal()
        .ifPresent(refusal -> after(Duration.ZERO).execute(() -> refuse(refusal)));
  }

  private void refuse(Misbehaviour.Refusal refusal) {
    var step = refusal.step();
    doors.forEach(Door::shut);
    listener.accept(
        new PlayedFault(name, step.fault(), step.time().map(Times::text).orElse("forever")));
    step.time().ifPresent(time -> after(time).execute(() -> admit(refusal)));
  }

  private void admit(Misbehaviour.Refusal refusal) {
    if (misbehaviour.endRefusal(refusal)) {
      doors.forEach(Door::open);
      misbehaviour.beginRefusal().ifPresent(this::refuse);
    }
  }

  private static Executor after(Duration time) {
    return CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
