package dev.cloudrunauth.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.cloudrunauth.Agent;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who may know whom. The patterns have a gap behind {@code dev.cloudrunauth}, so that the classes
 * in {@code offending} can stand in for a package of the agent and show that each rule can fail.
 */
class PackagesTest {

  private static final JavaClasses AGENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // The stand-in for Google that the tests use.
          .withImportOption(location -> !location.contains("dev/cloudrunauth/local"))
          .importPackages("dev.cloudrunauth");

  private static final JavaClasses OFFENDING =
      new ClassFileImporter().importPackages("dev.cloudrunauth.architecture.offending");

  private static final String[] CORE = packages("audience", "token");

  private static final String[] CORE_AND_TEXT = packages("audience", "token", "text");

  enum Rule {
    TEXT_KNOWS_NO_OTHER_PACKAGE_OF_THE_AGENT(
        noClasses()
            .that()
            .resideInAnyPackage(packages("text"))
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.cloudrunauth..")
                    .and(doNot(resideInAnyPackage(packages("text")))))),

    AUDIENCE_AND_TOKEN_KNOW_NO_OTHER_PACKAGE_OF_THE_AGENT_BUT_TEXT(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.cloudrunauth..")
                    .and(doNot(resideInAnyPackage(CORE_AND_TEXT))))),

    AUDIENCE_AND_TOKEN_DO_NOT_SPEAK_HTTP(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.net.http..", "javax.net..", "java.nio.channels..")
                    .or(equivalentTo(Socket.class))
                    .or(equivalentTo(java.net.ServerSocket.class))
                    .or(equivalentTo(java.net.URL.class))
                    .or(equivalentTo(java.net.URLConnection.class)))),

    CLIENTS_KNOW_THE_CONTRACT_ALONE(
        noClasses()
            .that()
            .resideInAnyPackage(packages("client"))
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.cloudrunauth..")
                    .and(doNot(resideInAnyPackage(packages("client", "instrumentation")))))),

    THE_LIST_OF_CLIENTS_NAMES_THEIR_MODULES_AND_DOES_NOT_REFER_TO_THEM(
        noClasses()
            .that()
            .resideInAPackage("dev.cloudrunauth..client")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cloudrunauth..client.*..")),

    NO_CLIENT_KNOWS_THE_LIST(
        noClasses()
            .that()
            .resideInAPackage("dev.cloudrunauth..client.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cloudrunauth..client")),

    NO_CLIENT_KNOWS_ANOTHER(
        slices().matching("dev.cloudrunauth..client.(*)..").should().notDependOnEachOther()),

    THE_CONTRACT_KNOWS_AUDIENCES_TOKENS_AND_EXPLANATIONS_ALONE(
        noClasses()
            .that()
            .resideInAnyPackage(packages("instrumentation"))
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.cloudrunauth..")
                    .and(
                        doNot(
                            resideInAnyPackage(
                                packages(
                                    "instrumentation", "audience", "token", "explain", "text")))))),

    EXPLAIN_KNOWS_NO_CLIENT_AND_NOT_THE_START(
        noClasses()
            .that()
            .resideInAnyPackage(packages("explain"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("client", "instrumentation", "launch", "weave"))),

    ONLY_CREDENTIALS_KNOWS_GOOGLE(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("credentials"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google..")),

    ONLY_WEAVE_KNOWS_BYTE_BUDDY(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("weave"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.bytebuddy..")),

    ONLY_THE_COMMAND_LINE_KNOWS_ITS_LIBRARY(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("command"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")),

    NOTHING_BESIDE_AN_APPLICATION_KNOWS_THE_COMMAND_LINE(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("command"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("command"))),

    WEAVE_KNOWS_THE_CONTRACT_ALONE(
        noClasses()
            .that()
            .resideInAnyPackage(packages("weave"))
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.cloudrunauth..")
                    .and(doNot(resideInAnyPackage(packages("weave", "instrumentation")))))),

    ONLY_THE_LOG_AND_THE_START_WRITE_TO_THE_CONSOLE(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("log", "launch"))
            .and()
            .doNotHaveFullyQualifiedName(Agent.class.getName())
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")),

    NOTHING_STARTS_THE_LOG_MANAGER(
        noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..")),

    ONLY_MANAGEMENT_KNOWS_JMX(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("management"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.management..", "java.lang.management..")),

    WHAT_RUNS_AT_START_OR_FOR_EACH_REQUEST_USES_NO_REGULAR_EXPRESSION(
        noClasses()
            .that()
            .resideInAnyPackage(
                packages(
                    "weave", "client", "instrumentation", "audience", "config", "token", "text"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.regex..")
            .orShould()
            .callMethod(String.class, "matches", String.class)
            .orShould()
            .callMethod(String.class, "replaceAll", String.class, String.class)
            .orShould()
            .callMethod(String.class, "replaceFirst", String.class, String.class)),

    THE_ENTRY_CLASS_STANDS_ALONE(
        classes()
            .that()
            .haveSimpleName("Agent")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.jspecify.annotations..")
                    .or(equivalentTo(Agent.class))));

    @SuppressWarnings("ImmutableEnumChecker") // a rule is, though ArchUnit does not say so
    final ArchRule rule;

    Rule(ArchRule rule) {
      this.rule = rule;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAgentKeepsTheRule(Rule kept) {
    kept.rule.check(AGENT);
  }

  @ParameterizedTest
  @EnumSource
  void anOffenderBreaksTheRule(Rule broken) {
    assertTrue(broken.rule.evaluate(OFFENDING).hasViolation());
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("dev.cloudrunauth.(*)..").should().beFreeOfCycles().check(AGENT);
    assertTrue(
        slices()
            .matching("dev.cloudrunauth.architecture.offending.client.(*)..")
            .should()
            .beFreeOfCycles()
            .evaluate(OFFENDING)
            .hasViolation());
  }

  @Test
  void theAgentIsAllThere() {
    assertTrue(AGENT.contain(Agent.class));
    assertFalse(AGENT.contain(PackagesTest.class));
  }

  private static String[] packages(String... names) {
    var patterns = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      patterns[i] = "dev.cloudrunauth.." + names[i] + "..";
    }
    return patterns;
  }
}
