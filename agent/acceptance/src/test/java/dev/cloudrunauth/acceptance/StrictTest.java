package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broken configuration that is strict stops the JVM before main, however it is written. */
class StrictTest {

  private static final String BROKEN = "audiences: []\n";
  private static final String STRICT = "strict: true\n" + BROKEN;
  private static final String GOOD = "audiences: [https://orders-4fjx2k-uc.a.run.app]\n";
  private static final String STOPS = "and it is strict: the JVM stops.";
  private static final String NOT_READ = " has not been read yet: main begins without it.";

  @TempDir Path folder;

  @BeforeEach
  void aDefaultFolder() throws IOException {
    Files.createDirectory(folder.resolve("config"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STRICT,
        BROKEN + "strict: true",
        "{audiences: [], strict: true}",
        "{\"strict\":true}",
        "\"strict\": true\n" + BROKEN,
        "'strict' : True\n" + BROKEN,
        "\"str\\x69ct\": true\n" + BROKEN,
        "? strict\n: true\n" + BROKEN,
        "strict:\n  true\n" + BROKEN,
        "  audiences: []\n  strict: true\n",
        "# a comment\rstrict: true\raudiences: []\r",
        "strict: ${STRICT:-true}\n" + BROKEN,
        "strict: true\naudiences: [\n",
        "audiences: [\n  strict: true\n",
        "\ufeff" + STRICT,
      })
  void aFileIsStrictInWhateverStyle(String text) throws IOException {
    Files.writeString(folder.resolve("c.yaml"), text);

    assertStops(hello().agent("c.yaml"));
  }

  @Test
  void aLongFileIsReadToItsEnd() throws IOException {
    Files.writeString(folder.resolve("c.yaml"), "# comment\n".repeat(10_000) + STRICT);

    assertStops(hello().agent("c.yaml"));
  }

  enum Way {
    ARGUMENT_BESIDE_A_DEFAULT_FILE {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("header=auto");
      }
    },
    NO_ARGUMENT {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("");
      }
    },
    EMPTY_VARIABLE_FOR_THE_FILE {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("").environment(Map.of("CLOUD_RUN_AUTH_CONFIG", ""));
      }
    },
    VARIABLE_FOR_THE_FILE {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("").environment(Map.of("CLOUD_RUN_AUTH_CONFIG", strict.toString()));
      }
    },
    PROPERTY_FOR_THE_FILE {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("header=auto").flags(List.of("-Dcloudrunauth.config=" + strict));
      }
    },
    ARGUMENT_FOR_THE_FILE_AMONG_OTHERS {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("header=auto, config = " + strict);
      }
    },
    ARGUMENT {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("strict=true,audiences=http://a.run.app");
      }
    },
    PROPERTY {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("missing.yaml").flags(List.of("-Dcloudrunauth.strict=true"));
      }
    },
    VARIABLE {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.agent("missing.yaml").environment(Map.of("CLOUD_RUN_AUTH_STRICT", "true"));
      }
    },
    ARGUMENT_FILE {
      @Override
      Fork start(Fork fork, Path strict) {
        var file = strict.resolveSibling("arguments");
        try {
          Files.writeString(file, "-javaagent:" + Fork.AGENT + "=" + strict + "\n");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return fork.flags(List.of("@" + file));
      }
    },
    TOOL_OPTIONS {
      @Override
      Fork start(Fork fork, Path strict) {
        return fork.environment(
            Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Fork.AGENT + "=" + strict));
      }
    };

    abstract Fork start(Fork fork, Path strict);
  }

  @ParameterizedTest
  @EnumSource
  void itIsStrictInWhateverWayItIsGiven(Way way) throws IOException {
    var strict = Files.writeString(folder.resolve("config/cloud-run-auth.yaml"), STRICT);

    assertStops(way.start(hello(), strict));
  }

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#all")
  void aPipeIsReadOnceAndBeforeMain(Jdk jdk) throws Exception {
    var fifo = fifo();
    var writer = write(fifo, STRICT);
    assertStops(Fork.on(jdk).in(folder).agent(fifo.toString()).program("Hello", List.of()));
    writer.get();

    var second = write(fifo, GOOD + "strict: true");
    var result = Fork.on(jdk).in(folder).agent(fifo.toString()).program("Hello", List.of()).run();
    second.get();
    assertEquals(List.of("hello"), result.out());
    assertEquals(List.of(), result.complaints());
  }

  @Test
  void aPipeThatNobodyWritesToDoesNotKeepMainFromItsBeginning() throws Exception {
    var result = hello().agent(fifo().toString()).run();

    assertEquals(0, result.exit());
    assertEquals(List.of("hello"), result.out());
    assertEquals(
        List.of(
            "cloud-run-auth: WARN the configuration file "
                + folder.resolve("fifo")
                + NOT_READ
                + " It will be applied once it is read, but strict can no longer stop the JVM"),
        result.err());
  }

  @Test
  void aStrictConfigurationThatComesAfterMainHasBegunStopsNothing() throws Exception {
    var fifo = fifo();
    try (var application =
        Fork.on(Jdk.own())
            .in(folder)
            .agent("config=" + fifo)
            .program("Prompted", List.of())
            .start()) {
      application.hear(NOT_READ);
      write(fifo, STRICT).get();
      application.hear("and it is strict, but the application is already running");
      assertTrue(application.ask("listen").startsWith("listening on "));
      application.end();
    }
  }

  @Test
  void aConfigurationThatComesAfterMainHasBegunIsApplied() throws Exception {
    var fifo = fifo();
    try (var application =
        Fork.on(Jdk.own())
            .in(folder)
            .agent(fifo.toString())
            .program("Prompted", List.of())
            .start()) {
      application.hear(NOT_READ);
      write(fifo, GOOD).get();
      application.hear(" ready, ");
      application.end();
    }
  }

  private void assertStops(Fork fork) {
    var result = fork.run();

    assertEquals(1, result.exit(), result::toString);
    assertEquals(List.of(), result.out());
    var blocks = result.err().stream().filter(line -> line.startsWith("cloud-run-auth: ")).toList();
    assertEquals(List.of("cloud-run-auth: ERROR the configuration is broken, " + STOPS), blocks);
  }

  private Fork hello() {
    return Fork.on(Jdk.own()).in(folder).program("Hello", List.of());
  }

  private Path fifo() throws IOException, InterruptedException {
    var fifo = folder.resolve("fifo");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    return fifo;
  }

  /** Waits, on a thread of its own, until somebody reads. */
  private static Future<?> write(Path fifo, String text) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            Files.write(fifo, text.getBytes(UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
