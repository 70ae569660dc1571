package btcfeed.architecture;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The arrows between the modules once more, where Maven draws them. */
final class PomRules {
  /** The group of our modules. */
  static final String GROUP = "io.github.btc-live-feed";

  private PomRules() {}

  /** A dependency as a pom names it. */
  record Dependency(String group, String artifact, String scope) {
    boolean ours() {
      return group.equals(GROUP);
    }
  }

  /** What is wrong with a module's pom. */
  static List<String> complaints(FeedModule module, String pom) {
    List<Dependency> shipped =
        dependencies(pom).stream().filter(d -> !d.scope().equals("test")).toList();
    Set<String> allowed =
        module.named().stream().map(FeedModule::folder).collect(Collectors.toSet());
    List<String> complaints = new ArrayList<>();
    for (Dependency dependency : shipped) {
      boolean welcome =
          dependency.ours() ? allowed.contains(dependency.artifact()) : mayShipLibraries(module);
      if (!welcome) {
        complaints.add(module.folder() + " must not depend on " + dependency.artifact());
      }
    }
    return complaints;
  }

  /** The modules the root pom names, in its order. */
  static List<String> modules(String rootPom) {
    return texts(parse(rootPom).getElementsByTagName("module"));
  }

  private static boolean mayShipLibraries(FeedModule module) {
    return switch (module) {
      case DOMAIN, API, APPLICATION -> false;
      case TEST_SUPPORT,
          SINK_KIT,
          VENUE_KIT,
          PLUGIN_LOADER,
          JOURNAL,
          SIMULATOR,
          EXCHANGE,
          REDIS,
          HTTP,
          LOG,
          METRICS,
          CONFIGURATION,
          MONITOR,
          RECORDING,
          REHEARSAL,
          BOOTSTRAP,
          SINK_PARQUET,
          SINK_KAFKA,
          SINK_POSTGRESQL,
          BENCHMARKS ->
          true;
    };
  }

  private static List<Dependency> dependencies(String pom) {
    NodeList found = parse(pom).getElementsByTagName("dependency");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .map(
            element ->
                new Dependency(
                    child(element, "groupId", ""),
                    child(element, "artifactId", ""),
                    child(element, "scope", "compile")))
        .toList();
  }

  private static String child(Element element, String name, String otherwise) {
    return texts(element.getElementsByTagName(name)).stream().findFirst().orElse(otherwise);
  }

  private static List<String> texts(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .toList();
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException("not a pom", e);
    }
  }
}
