package com.example.caller;

import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.spi.URLStreamHandlerProvider;
import java.nio.file.FileSystems;
import java.nio.file.spi.FileSystemProvider;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Collections;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TimeZone;
import java.util.logging.LogManager;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a JVM has one of, for all that runs in it. */
final class Defaults {

  private Defaults() {}

  static void describe(Set<String> found) {
    System.getProperties().forEach((name, value) -> found.add("property " + name + "=" + value));
    for (var provider : Security.getProviders()) {
      found.add("security " + provider.getName());
    }
    for (var category : Locale.Category.values()) {
      found.add("locale " + category + " " + Locale.getDefault(category));
    }
    found.add("time zone " + TimeZone.getDefault().getID());
    found.add("proxies " + kind(ProxySelector.getDefault()));
    found.add("passwords " + kind(Authenticator.getDefault()));
    found.add("cookies " + kind(CookieHandler.getDefault()));
    found.add("cache " + kind(ResponseCache.getDefault()));
    found.add("uncaught " + kind(Thread.getDefaultUncaughtExceptionHandler()));
    found.add("streams " + kind(System.in) + " " + kind(System.out) + " " + kind(System.err));
    found.add("files " + kind(FileSystems.getDefault()));
    for (var provider : FileSystemProvider.installedProviders()) {
      found.add("file system provider " + kind(provider));
    }
    for (var provider : ServiceLoader.load(URLStreamHandlerProvider.class)) {
      found.add("URL provider " + kind(provider));
    }
    for (var module : ModuleLayer.boot().modules()) {
      found.add("module " + module);
    }
  }

  /** What is not there before somebody has asked for it. */
  static void describeWhatTlsAndManagementHave(Set<String> found) throws GeneralSecurityException {
    found.add("TLS " + SSLContext.getDefault().getProvider());
    found.add("TLS sockets " + kind(HttpsURLConnection.getDefaultSSLSocketFactory()));
    found.add("TLS hosts " + kind(HttpsURLConnection.getDefaultHostnameVerifier()));
    for (var name : ManagementFactory.getPlatformMBeanServer().queryNames(null, null)) {
      found.add("MBean " + name);
    }
    var logs = LogManager.getLogManager();
    for (var name : Collections.list(logs.getLoggerNames())) {
      var logger = logs.getLogger(name);
      if (logger != null) {
        found.add("logger '" + name + "' " + logger.getLevel());
        for (var handler : logger.getHandlers()) {
          found.add("logger '" + name + "' has " + kind(handler) + " " + handler.getLevel());
        }
      }
    }
  }

  private static String kind(@Nullable Object object) {
    return object == null ? "none" : object.getClass().getName();
  }
}
