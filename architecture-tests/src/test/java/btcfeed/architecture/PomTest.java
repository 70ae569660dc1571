package btcfeed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The modules' poms")
class PomTest {

  @ParameterizedTest
  @EnumSource(FeedModule.class)
  @DisplayName("have the same dependencies as the modules")
  void drawTheSameArrows(FeedModule module) {
    assertThat(PomRules.complaints(module, text(module.folder() + "/pom.xml"))).isEmpty();
  }

  @Test
  @DisplayName(
      "are one for each module, one for these rules, one for the dashboard in a browser, and two"
          + " for plugins")
  void oneForEachModule() {
    Stream<String> modules = Stream.of(FeedModule.values()).map(FeedModule::folder);

    assertThat(PomRules.modules(text("pom.xml")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    modules,
                    Stream.of("architecture-tests", "browser-tests", "bom", "examples-tests"))
                .toList());
  }

  @Test
  @DisplayName("are refused a library in the domain, whatever its scope")
  void libraryInTheDomain() {
    for (String scope : List.of("", "<scope>runtime</scope>", "<scope>provided</scope>")) {
      assertThat(PomRules.complaints(FeedModule.DOMAIN, pom("com.google.guava", "guava", scope)))
          .containsExactly("domain must not depend on guava");
      assertThat(PomRules.complaints(FeedModule.APPLICATION, pom("org.slf4j", "slf4j-api", scope)))
          .containsExactly("application must not depend on slf4j-api");
    }
  }

  @Test
  @DisplayName("are refused an adapter that names another one, and a module that names bootstrap")
  void wrongArrows() {
    assertThat(PomRules.complaints(FeedModule.HTTP, pom(PomRules.GROUP, "adapters-redis", "")))
        .containsExactly("adapters-http must not depend on adapters-redis");
    assertThat(PomRules.complaints(FeedModule.SIMULATOR, pom(PomRules.GROUP, "application", "")))
        .containsExactly("simulator must not depend on application");
    assertThat(PomRules.complaints(FeedModule.REDIS, pom(PomRules.GROUP, "bootstrap", "")))
        .containsExactly("adapters-redis must not depend on bootstrap");
  }

  @Test
  @DisplayName("may use the fakes in tests only")
  void fakesAreForTests() {
    assertThat(PomRules.complaints(FeedModule.BOOTSTRAP, pom(PomRules.GROUP, "test-support", "")))
        .containsExactly("bootstrap must not depend on test-support");
    assertThat(
            PomRules.complaints(
                FeedModule.BOOTSTRAP, pom(PomRules.GROUP, "test-support", "<scope>test</scope>")))
        .isEmpty();
  }

  private static String pom(String group, String artifact, String scope) {
    return "<project><dependencies><dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s"
            .formatted(group, artifact, scope)
        + "</dependency></dependencies></project>";
  }

  private static String text(String path) {
    return ProjectFiles.texts().stream()
        .filter(file -> file.path().equals(path))
        .map(TextFile::text)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no file " + path));
  }
}
