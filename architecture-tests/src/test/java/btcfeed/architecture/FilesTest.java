package btcfeed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The project's files")
class FilesTest {

  static Stream<FileRule> rules() {
    return FileRules.rules().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @DisplayName("keep each of their rules")
  void keepTheirRules(FileRule rule) {
    assertThat(ProjectFiles.texts().stream().filter(rule.applies())).isNotEmpty();
    assertThat(rule.check(ProjectFiles.texts())).as(rule.promise()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @DisplayName("have rules that every file planted to break them breaks")
  void rulesCanBeBroken(FileRule rule) {
    assertThat(rule.planted()).isNotEmpty();
    assertThat(rule.planted())
        .allSatisfy(file -> assertThat(rule.check(List.of(file))).as(file.path()).isNotEmpty());
  }

  @Test
  @DisplayName("are found: the build's, the sources' and the documents', and nothing a build made")
  void areFound() {
    assertThat(ProjectFiles.texts())
        .extracting(TextFile::path)
        .contains("pom.xml", "LICENSE", "mvnw", "domain/pom.xml")
        .contains("architecture-tests/src/test/java/btcfeed/architecture/FilesTest.java")
        .noneMatch(path -> path.contains("target/") || path.startsWith(".git/"));
  }
}
