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
  @EnumSource(Room.class)
  @DisplayName("draw the same arrows as the rooms")
  void drawTheSameArrows(Room room) {
    assertThat(PomRules.complaints(room, text(room.module() + "/pom.xml"))).isEmpty();
  }

  @Test
  @DisplayName(
      "are one for each room, one for the rules about them, and one for the page in a browser")
  void oneForEachRoom() {
    Stream<String> rooms = Stream.of(Room.values()).map(Room::module);

    assertThat(PomRules.modules(text("pom.xml")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(rooms, Stream.of("architecture-tests", "browser-tests")).toList());
  }

  @Test
  @DisplayName("are complained about when a library comes into the domain, whatever its scope")
  void libraryInTheDomain() {
    for (String scope : List.of("", "<scope>runtime</scope>", "<scope>provided</scope>")) {
      assertThat(PomRules.complaints(Room.DOMAIN, pom("com.google.guava", "guava", scope)))
          .containsExactly("domain must not depend on guava");
      assertThat(PomRules.complaints(Room.APPLICATION, pom("org.slf4j", "slf4j-api", scope)))
          .containsExactly("application must not depend on slf4j-api");
    }
  }

  @Test
  @DisplayName(
      "are complained about when an adapter names its neighbour, or anyone names bootstrap")
  void wrongArrows() {
    assertThat(PomRules.complaints(Room.HTTP, pom("btcfeed", "adapters-redis", "")))
        .containsExactly("adapters-http must not depend on adapters-redis");
    assertThat(PomRules.complaints(Room.SIMULATOR, pom("btcfeed", "application", "")))
        .containsExactly("simulator must not depend on application");
    assertThat(PomRules.complaints(Room.REDIS, pom("btcfeed", "bootstrap", "")))
        .containsExactly("adapters-redis must not depend on bootstrap");
  }

  @Test
  @DisplayName("are complained about when the fakes would be shipped, and not when tests use them")
  void fakesAreForTests() {
    assertThat(PomRules.complaints(Room.BOOTSTRAP, pom("btcfeed", "test-support", "")))
        .containsExactly("bootstrap must not depend on test-support");
    assertThat(
            PomRules.complaints(
                Room.BOOTSTRAP, pom("btcfeed", "test-support", "<scope>test</scope>")))
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
