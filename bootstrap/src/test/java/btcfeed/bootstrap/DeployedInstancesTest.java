package btcfeed.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.Venues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

@DisplayName("Two instances are deployed")
class DeployedInstancesTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final String KUBERNETES = "deploy/kubernetes/btc-feed.yaml";

  /** The most that the service takes to stop, in seconds. */
  private static final int STOP = 10;

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Node yaml(String file) throws IOException {
    return new Node(new Yaml().load(text(file)));
  }

  /** A value of a parsed file. */
  private record Node(Object value) {
    /** The value at a path of keys and indexes; the test fails if there is none. */
    Node at(Object... path) {
      Node at = this;
      for (Object key : path) {
        at = at.member(key);
      }
      return at;
    }

    private Node member(Object key) {
      Optional<Object> member =
          value instanceof List<?> list && key instanceof Integer index
              ? Optional.of(list.get(index))
              : Optional.ofNullable(((Map<?, ?>) value).get(key));
      assertThat(member).as("%s of %s", key, value).isPresent();
      return new Node(member.orElseThrow());
    }

    String text(Object... path) {
      return at(path).value().toString();
    }

    int number(Object... path) {
      return Integer.parseInt(text(path));
    }

    List<Node> all() {
      return ((List<?>) value).stream().<Node>map(Node::new).toList();
    }

    Node named(String name) {
      return all().stream().filter(it -> it.text("name").equals(name)).findFirst().orElseThrow();
    }
  }

  private static Node kubernetes(String kind, String name) throws IOException {
    return StreamSupport.stream(new Yaml().loadAll(text(KUBERNETES)).spliterator(), false)
        .<Node>map(Node::new)
        .filter(it -> it.text("kind").equals(kind) && it.text("metadata", "name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compose.yaml",
        "deploy/digitalocean/app.yaml",
        "deploy/digitalocean/cloud-init.yaml",
        "deploy/grafana/btc-feed.json",
        "deploy/grafana/provisioning/dashboards/btc-feed.yml",
        "deploy/grafana/provisioning/datasources/prometheus.yml",
        "deploy/kubernetes/btc-feed.yaml",
        "deploy/prometheus/alerts-test.yml",
        "deploy/prometheus/alerts.yml",
        "deploy/prometheus/prometheus.yml"
      })
  @DisplayName("with files that can be read, and ask only for paths of /health that exist")
  void parses(String file) throws IOException {
    assertThat(new Yaml().loadAll(text(file))).isNotEmpty().allMatch(Map.class::isInstance);
    assertThat(Pattern.compile("/health/(\\w+)").matcher(text(file)).results())
        .extracting(result -> result.group(1))
        .isSubsetOf("live", "ready", "started", "leader");
  }

  @Test
  @DisplayName("by Compose with the same stores, and with a volume, a port and a check for each")
  void compose() throws IOException {
    Node services = yaml("compose.yaml").at("services");
    Node one = services.at("feed");
    Node two = services.at("feed-2");
    for (Node each : List.of(one, two)) {
      assertThat(each.text("environment", "REDIS_HOST")).isEqualTo("primary");
      assertThat(each.text("environment", "FAILOVER_REDIS_HOST")).isEqualTo("failover");
      assertThat(each.text("healthcheck", "test")).isEqualTo("[CMD, /opt/btc-feed/healthy, ready]");
      assertThat(each.text("volumes", 0)).endsWith(":/data");
      assertThat(each.text("ports", 0)).startsWith("127.0.0.1:").endsWith(":8080");
      assertThat(seconds(each.text("stop_grace_period"))).isGreaterThan(STOP);
    }
    assertThat(one.text("volumes")).isNotEqualTo(two.text("volumes"));
    assertThat(one.text("ports")).isNotEqualTo(two.text("ports"));
    assertThat(yaml("compose.yaml").text("volumes")).contains("feed-data=", "feed-2-data=");
    assertThat(
            yaml("deploy/prometheus/prometheus.yml")
                .text("scrape_configs", 0, "static_configs", 0, "targets"))
        .isEqualTo("[feed:8080, feed-2:8080]");
  }

  private static int seconds(String duration) {
    return Integer.parseInt(duration.replaceFirst("s$", ""));
  }

  @Test
  @DisplayName("by Kubernetes on two nodes, of which one may be drained, each with its volume")
  void kubernetes() throws IOException {
    Node spec = kubernetes("StatefulSet", "btc-feed").at("spec");
    Node pod = spec.at("template", "spec");
    Node feed = pod.at("containers", 0);
    String labels = spec.text("template", "metadata", "labels");
    assertThat(spec.number("replicas")).isEqualTo(2);
    assertThat(spec.text("updateStrategy", "type")).isEqualTo("RollingUpdate");
    assertThat(spec.text("selector", "matchLabels")).isEqualTo(labels);
    Node budget = kubernetes("PodDisruptionBudget", "btc-feed").at("spec");
    assertThat(budget.number("minAvailable")).isOne();
    assertThat(budget.text("selector", "matchLabels")).isEqualTo(labels);
    Node apart =
        pod.at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution", 0);
    assertThat(apart.text("topologyKey")).isEqualTo("kubernetes.io/hostname");
    assertThat(apart.text("labelSelector", "matchLabels")).isEqualTo(labels);
    String volume = spec.text("volumeClaimTemplates", 0, "metadata", "name");
    assertThat(feed.at("volumeMounts").named(volume).text("mountPath"))
        .isEqualTo(feed.at("env").named("FEED_DATA_DIR").text("value"));
    int pause = feed.number("lifecycle", "preStop", "exec", "command", 1);
    assertThat(pod.number("terminationGracePeriodSeconds")).isGreaterThan(pause + STOP);
    assertThat(text(KUBERNETES)).doesNotContain("kind: Deployment");
  }

  @Test
  @DisplayName("by Kubernetes with the probes of the service, and Services that find the instances")
  void probes() throws IOException {
    Node spec = kubernetes("StatefulSet", "btc-feed").at("spec");
    Node feed = spec.at("template", "spec", "containers", 0);
    Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready")
        .forEach(
            (probe, path) -> {
              assertThat(feed.text(probe, "httpGet", "path")).isEqualTo("/health/" + path);
              assertThat(feed.text(probe, "httpGet", "port"))
                  .isEqualTo(feed.text("ports", 0, "name"));
            });
    assertThat(feed.number("ports", 0, "containerPort")).isEqualTo(8080);
    String labels = spec.text("template", "metadata", "labels");
    assertThat(kubernetes("Service", "btc-feed").text("spec", "selector")).isEqualTo(labels);
    Node each = kubernetes("Service", spec.text("serviceName")).at("spec");
    assertThat(each.text("selector")).isEqualTo(labels);
    assertThat(each.text("clusterIP")).isEqualTo("None");
  }

  @Test
  @DisplayName("by App Platform and on Droplets with two stores that no instance owns")
  void digitalOcean() throws IOException {
    Node feed = yaml("deploy/digitalocean/app.yaml").at("services", 0);
    assertThat(feed.number("instance_count")).isEqualTo(2);
    assertThat(feed.text("health_check", "http_path")).isEqualTo("/health/ready");
    assertThat(feed.text("liveness_health_check", "http_path")).isEqualTo("/health/live");
    assertThat(feed.number("termination", "grace_period_seconds")).isGreaterThan(STOP);
    assertThat(feed.text("envs"))
        .contains("${primary.DATABASE_URL}")
        .contains("${failover.DATABASE_URL}");
    String droplet = text("deploy/digitalocean/cloud-init.yaml");
    assertThat(droplet)
        .contains(" REDIS_URL=rediss://")
        .contains(" FAILOVER_REDIS_URL=rediss://")
        .contains("localhost:8080/health/ready")
        .doesNotContain("127.0.0.1");
  }

  @Test
  @DisplayName("with alerts that have a name of their own, a severity and a text")
  void alerts() throws IOException {
    List<Node> rules = yaml("deploy/prometheus/alerts.yml").at("groups", 0, "rules").all();
    assertThat(rules.stream().map(rule -> rule.text("alert"))).doesNotHaveDuplicates();
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.text("expr")).containsPattern("btcfeed_|up\\{");
              assertThat(rule.text("labels", "severity")).isIn("page", "ticket");
              assertThat(rule.text("annotations", "summary")).isNotBlank();
              assertThat(rule.text("annotations", "description")).isNotBlank();
            });
  }

  @Test
  @DisplayName("with a dashboard whose panels have numbers of their own and do not overlap")
  void panels() throws IOException {
    List<Node> panels = yaml("deploy/grafana/btc-feed.json").at("panels").all();
    assertThat(panels.stream().map(panel -> panel.number("id"))).doesNotHaveDuplicates();
    Set<String> taken = new HashSet<>();
    for (Node panel : panels) {
      List<String> cells = new ArrayList<>();
      Node at = panel.at("gridPos");
      for (int x = at.number("x"); x < at.number("x") + at.number("w"); x++) {
        for (int y = at.number("y"); y < at.number("y") + at.number("h"); y++) {
          cells.add(x + "," + y);
        }
      }
      assertThat(taken).as(panel.text("title")).doesNotContainAnyElementsOf(cells);
      taken.addAll(cells);
    }
  }

  @Test
  @DisplayName("and rehearsed with a count of the missing trades of every venue that numbers them")
  void sequential() throws IOException {
    String named =
        Pattern.compile("SEQUENTIAL=\"(.*?)\"")
            .matcher(text("deploy/count-ticks"))
            .results()
            .map((MatchResult result) -> result.group(1))
            .findFirst()
            .orElseThrow();
    assertThat(Stream.of(named.split(" ")))
        .containsExactlyElementsOf(
            Venues.builtIn().names().stream()
                .filter(venue -> Venues.builtIn().continuity(venue) == Continuity.SEQUENTIAL)
                .toList());
  }
}
