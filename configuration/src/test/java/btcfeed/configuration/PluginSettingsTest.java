package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.api.PluginSetting;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.port.SinkPort;
import btcfeed.exchange.Venues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The settings of plugins")
class PluginSettingsTest {
  private static final PluginSetting<Long> SHARDS =
      PluginSetting.number("FEED_ARCHIVE_SHARDS", "How many.", 1, 64, 4);
  private static final PluginSetting<String> TOKEN =
      PluginSetting.secret("FEED_ARCHIVE_TOKEN", "The token.");

  private static final SinkPlugin ARCHIVE =
      new SinkPlugin() {
        @Override
        public String name() {
          return "archive";
        }

        @Override
        public String description() {
          return "Keeps everything.";
        }

        @Override
        public List<PluginSetting<?>> settings() {
          return List.of(SHARDS, TOKEN);
        }

        @Override
        public String urlForm() {
          return "archive://host";
        }

        @Override
        public Optional<String> complaint(String url) {
          return url.contains("host") ? Optional.empty() : Optional.of("a host");
        }

        @Override
        public SinkPort open(SinkOrder order) {
          throw new AssertionError("nothing is opened");
        }
      };

  private static Loaded load(Map<String, String> environment) {
    return ConfigLoader.load(
        new ConfigInput(List.of(), environment, Optional.empty()),
        _ -> new AvailablePlugins(Venues.builtIn(), List.of(ARCHIVE), List.of()));
  }

  private static FeedConfig usable(Map<String, String> environment) {
    return switch (load(environment)) {
      case Loaded.Usable(FeedConfig config, _, _) -> config;
      case Loaded.Faulty(var faults, _, _) -> throw new AssertionError(faults);
    };
  }

  private static List<String> faults(Map<String, String> environment) {
    return switch (load(environment)) {
      case Loaded.Usable _ -> List.of();
      case Loaded.Faulty(var faults, _, _) -> faults.stream().map(ConfigFault::text).toList();
    };
  }

  @Test
  @DisplayName("are read, checked, printed and masked like those of the service")
  void likeOurs() {
    Map<String, String> environment =
        Map.of(
            "FEED_ARCHIVE_SHARDS",
            "7",
            "FEED_ARCHIVE_TOKEN",
            "hush-hush",
            "FEED_SINKS",
            "archive://host");
    FeedConfig config = usable(environment);

    assertThat(config.plugins().sinks().getFirst().values().get(SHARDS)).isEqualTo(7);
    assertThat(config.plugins().sinks().getFirst().values().find(TOKEN)).contains("hush-hush");
    assertThat(load(environment).warnings()).isEmpty();
    assertThat(load(environment).rows())
        .contains(
            new ConfigRow("FEED_ARCHIVE_SHARDS", "7", "environment FEED_ARCHIVE_SHARDS"),
            new ConfigRow("FEED_ARCHIVE_TOKEN", "***", "environment FEED_ARCHIVE_TOKEN"));
    assertThat(config.secrets()).contains(new Secret("hush-hush"));
    assertThat(config.toString()).doesNotContain("hush-hush");
    assertThat(faults(Map.of("FEED_ARCHIVE_SHARDS", "99"))).hasSize(1);
    assertThat(load(Map.of("FEED_ARCHIVE_SHARD", "1")).warnings().getFirst())
        .contains("FEED_ARCHIVE_SHARDS");
  }

  @Test
  @DisplayName("have their defaults if nothing is set")
  void defaults() {
    FeedConfig config = usable(Map.of("FEED_SINKS", "archive://host"));
    assertThat(config.plugins().sinks().getFirst().values().get(SHARDS)).isEqualTo(4);
    assertThat(usable(Map.of()).plugins().sinks()).isEmpty();
    assertThat(usable(Map.of()).plugins().folder()).isEqualTo(Path.of("plugins"));
  }

  @Test
  @DisplayName("name the sinks: as many as one likes, each with a name, masked")
  void sinks() {
    FeedConfig config =
        usable(
            Map.of(
                "FEED_SINKS",
                "archive://user:pa%2Fss@host-a:1,host-b:2, cold=archive://host-c/x?secret=1"));

    assertThat(config.plugins().sinks())
        .extracting(FeedConfig.Sink::name)
        .containsExactly("archive", "cold");
    assertThat(config.plugins().sinks())
        .extracting(FeedConfig.Sink::address)
        .containsExactly("archive://***@host-a:1,host-b:2", "archive://host-c/x?***");
    assertThat(config.secrets()).contains(new Secret("pa%2Fss"), new Secret("pa/ss"));
    assertThat(config.toString()).doesNotContain("pa%2Fss", "secret=1");
    assertThat(load(Map.of("FEED_SINKS", "archive://user:hidden@host")).rows())
        .filteredOn(row -> row.name().equals("FEED_SINKS"))
        .extracting(ConfigRow::value)
        .containsExactly("archive://***@host");
  }

  @Test
  @DisplayName("refuse sinks without a plugin, with the same name, or with an unusable URL")
  void refusedSinks() {
    assertThat(faults(Map.of("FEED_SINKS", "kafka://host:9092")).getFirst())
        .contains("archive", "the plugin kafka");
    assertThat(faults(Map.of("FEED_SINKS", "archive://host,archive://host2")).getFirst())
        .contains("first=archive://");
    assertThat(faults(Map.of("FEED_SINKS", "archive://nowhere")).getFirst()).contains("a host");
    assertThat(faults(Map.of("FEED_SINKS", "no url"))).hasSize(1);
  }

  @Test
  @DisplayName("come with a warning for each plugin that was left out")
  void complaints() {
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(List.of(), Map.of(), Optional.empty()),
            _ ->
                new AvailablePlugins(
                    Venues.builtIn(), List.of(), List.of("the plugin x is broken")));

    assertThat(loaded).isInstanceOf(Loaded.Usable.class);
    assertThat(loaded.warnings()).containsExactly("the plugin x is broken");
  }
}
