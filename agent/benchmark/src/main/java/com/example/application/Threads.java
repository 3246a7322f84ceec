package com.example.application;

import java.util.concurrent.ThreadFactory;

/** Which threads an application of many threads has. */
final class Threads {

  private Threads() {}

  /** Virtual threads where the JDK has them (21 and newer), else its ordinary ones. */
  static ThreadFactory lightest() {
    try {
      var builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (ThreadFactory)
          Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    } catch (NoSuchMethodException olderJdk) {
      return Thread::new;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
