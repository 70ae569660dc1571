package btcfeed.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A Maven repository in a folder, with what is published and nothing else of this build. */
record PublishedArtefacts(Path folder) {
  private static final String GROUP = "io/github/btc-live-feed";
  private static final Pattern ARTEFACT =
      Pattern.compile("<dependency>.*?<artifactId>(.*?)</artifactId>");
  private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

  /** Publishes the artefacts of the bill of materials. */
  static PublishedArtefacts of(Path project, Path folder) throws IOException {
    PublishedArtefacts published = new PublishedArtefacts(folder);
    String bom = Files.readString(project.resolve("bom/pom.xml"));
    String version = VERSION.matcher(bom).results().findFirst().orElseThrow().group(1);
    published.publish("btc-feed", version, project.resolve("pom.xml"), ".pom");
    published.publish("bom", version, project.resolve("bom/pom.xml"), ".pom");
    for (String name : names(bom)) {
      Path module = project.resolve(name);
      published.publish(name, version, module.resolve("pom.xml"), ".pom");
      published.publish(
          name, version, module.resolve("target/" + name + "-" + version + ".jar"), ".jar");
    }
    return published;
  }

  /** The artefacts that a bill of materials names. */
  static List<String> names(String bom) {
    return ARTEFACT.matcher(bom).results().map(it -> it.group(1)).toList();
  }

  private void publish(String name, String version, Path file, String suffix) throws IOException {
    Path target = folder.resolve(GROUP).resolve(name).resolve(version);
    Files.createDirectories(target);
    Files.copy(file, target.resolve(name + "-" + version + suffix));
  }

  /** Settings of a Maven that has these artefacts, and the libraries and plugins of this host. */
  Path settings(Path host) throws IOException {
    String repositories = repository("published", folder) + repository("host", host);
    Path settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <profiles>
            <profile>
              <id>examples</id>
              <repositories>%s</repositories>
              <pluginRepositories>%s</pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>examples</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                repositories,
                repository("host", host).replace("repository>", "pluginRepository>")));
    return settings;
  }

  private static String repository(String id, Path folder) {
    return "<repository><id>%s</id><url>%s</url></repository>".formatted(id, folder.toUri());
  }
}
