package com.example.caller;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Cancels calls while they wait for a token, in each way in which an application can, and says how
 * each ended. Told to go on by a line of its standard input, it makes calls that it lets be.
 */
public final class Cancelling {

  private static final int CALLS_AFTERWARDS = 4;

  private Cancelling() {}

  /**
   * Runs the program.
   *
   * @param arguments the origin to call, and the ways to cancel a call
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    var origin = arguments[0];
    var executor = Executors.newSingleThreadExecutor();
    try (var okHttp = new OkHttpCalls()) {
      for (var way : Arrays.asList(arguments).subList(1, arguments.length)) {
        cancel(way, executor, okHttp, origin);
      }
      System.out.println("all are cancelled");
      if (System.in.read() >= 0) {
        afterwards(okHttp, origin);
      }
    } finally {
      executor.shutdown();
    }
  }

  private static void cancel(
      String way, ExecutorService executor, OkHttpCalls okHttp, String origin) throws Exception {
    switch (way) {
      case "sendAsync":
        cancelFuture(way, executor, origin);
        break;
      case "sendAsync, derived":
        cancelDerived(way, executor, origin);
        break;
      case "send":
        interruptSend(way, origin);
        break;
      case "disconnect":
        disconnect(way, origin);
        break;
      default:
        cancelCall(way, okHttp, origin);
    }
  }

  private static void cancelFuture(String mode, ExecutorService executor, String origin)
      throws Exception {
    var response = JdkCalls.sendAsync(JdkCalls.clientOn(executor), unwanted("sendAsync", origin));
    begun(executor);
    response.cancel(true);
    say(mode, response);
  }

  private static void cancelDerived(String mode, ExecutorService executor, String origin)
      throws Exception {
    var status =
        JdkCalls.sendAsync(JdkCalls.clientOn(executor), unwanted("sendAsync", origin))
            .thenApply(response -> response.statusCode());
    begun(executor);
    status.cancel(true);
    say(mode, status);
  }

  private static void interruptSend(String mode, String origin) throws InterruptedException {
    var jdk = new JdkCalls();
    var thread =
        new Thread(
            () -> say(mode, Caller.outcome(unwanted("send", origin), jdk, new OkHttpCalls[1])));
    thread.start();
    Impatient.awaitToken(thread);
    thread.interrupt();
    thread.join();
  }

  private static void cancelCall(String mode, OkHttpCalls calls, String origin)
      throws InterruptedException {
    var call = calls.prepared(unwanted(mode, origin));
    var thread = new Thread(() -> say(mode, executed(call)));
    thread.start();
    Impatient.awaitToken(thread);
    call.cancel();
    thread.join();
  }

  private static void disconnect(String mode, String origin) throws Exception {
    var connection = ConnectionCalls.open(unwanted("connection", origin));
    var thread =
        new Thread(
            () -> {
              try {
                say(mode, String.valueOf(connection.getResponseCode()));
              } catch (IOException failure) {
                say(mode, failure.toString());
              }
            });
    thread.start();
    Impatient.awaitToken(thread);
    connection.disconnect();
    thread.join();
  }

  private static String executed(okhttp3.Call call) {
    try {
      return call.execute().toString();
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  private static void afterwards(OkHttpCalls okHttp, String origin) throws Exception {
    var jdk = new JdkCalls();
    for (int i = 0; i < CALLS_AFTERWARDS; i++) {
      say("afterwards", jdk.make(Call.parse("send HTTP/1.1 GET " + origin + "/wanted")));
      say("afterwards", okHttp.make(Call.parse("execute HTTP/2 GET " + origin + "/wanted")));
    }
  }

  private static Call unwanted(String mode, String origin) {
    var words = mode.split(" ", 2);
    return Call.parse(
        words[0]
            + " "
            + (words.length == 2 ? words[1] : "HTTP/1.1")
            + " GET "
            + origin
            + "/unwanted");
  }

  /** What the client gave to its executor before is done: the exchange waits for its token. */
  private static void begun(ExecutorService executor) throws Exception {
    executor.submit(() -> {}).get();
  }

  private static void say(String mode, CompletableFuture<?> future) {
    say(mode, isCancelled(future) ? "cancelled" : String.valueOf(future));
  }

  /**
   * Newer JDKs cancel the request before the future that is derived from it: then it may happen to
   * end with the request's cancellation before it is cancelled itself.
   */
  private static boolean isCancelled(CompletableFuture<?> future) {
    if (!future.isDone()) {
      return false;
    }
    try {
      future.join();
      return false;
    } catch (CancellationException cancelled) {
      return true;
    } catch (CompletionException failed) {
      return failed.getCause() instanceof CancellationException;
    }
  }

  private static void say(String mode, String outcome) {
    System.out.println(mode + ": " + outcome);
  }
}
