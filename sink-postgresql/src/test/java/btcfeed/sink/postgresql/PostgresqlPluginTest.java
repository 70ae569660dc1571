package btcfeed.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PostgresqlPluginTest {
  private final SinkPlugin plugin = new PostgresqlPlugin();

  @Test
  void the_service_finds_the_plugin() {
    assertThat(ServiceLoader.load(SinkPlugin.class))
        .singleElement()
        .isInstanceOf(PostgresqlPlugin.class);
    assertThat(plugin.description()).hasSizeLessThanOrEqualTo(100);
    assertThat(plugin.settings())
        .allSatisfy(it -> assertThat(it.name()).startsWith("FEED_POSTGRESQL_"))
        .allSatisfy(it -> assertThat(it.help()).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void settings_have_the_defaults_of_the_page() {
    assertThat(PluginValues.NONE.get(PostgresqlPlugin.SCHEMA)).isEqualTo("public");
    assertThat(PluginValues.NONE.get(PostgresqlPlugin.GATHER)).isEqualTo(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Feed", "a-b", "1a", "a;drop", "a\"b"})
  void a_schema_that_needs_quotes_is_refused(String text) {
    PluginValues values = new PluginValues(Map.of("FEED_POSTGRESQL_SCHEMA", text));
    assertThat(values.find(PostgresqlPlugin.SCHEMA)).isEmpty();
  }

  @Test
  void a_url_has_hosts_database_user_password_and_two_options() {
    PostgresqlAddress address =
        PostgresqlAddress.parse(
            "postgresql://me%40home:a%3Ab+c%2F@db1,[::1]:6432,db3:65535/the%20feed"
                + "?sslmode=verify-full&sslrootcert=/etc/root.crt");
    assertThat(address)
        .isEqualTo(
            new PostgresqlAddress(
                "db1:5432,[::1]:6432,db3:65535",
                "the feed",
                "me@home",
                Optional.of("a:b+c/"),
                Map.of("sslmode", "verify-full", "sslrootcert", "/etc/root.crt")));
    assertThat(address).hasToString("db1:5432,[::1]:6432,db3:65535/the feed");
    assertThat(PostgresqlAddress.parse("postgresql://me@db/feed").password()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgresql://",
        "postgresql://secret/feed",
        "postgresql://secret@/feed",
        "postgresql://secret@db",
        "postgresql://secret@db/",
        "postgresql://me:secret:2@db/feed",
        "postgresql://me:secret@2@db/feed",
        "postgresql://me:secret%zz@db/feed",
        "postgresql://me:secret@db:0/feed",
        "postgresql://me:secret@db:65536/feed",
        "postgresql://me:secret@db:port/feed",
        "postgresql://me:secret@a,,b/feed",
        "postgresql://me:secret@a,b,c,d/feed",
        "postgresql://me:secret@db/feed?sslmode=on",
        "postgresql://me:secret@db/feed?socketFactory=secret",
        "postgresql://me:secret@db/feed?sslmode",
        "kafka://secret:secret@db/feed"
      })
  void a_url_that_cannot_be_used_is_refused_without_repeating_it(String url) {
    assertThat(plugin.complaint(url))
        .hasValueSatisfying(it -> assertThat(it).isNotBlank().doesNotContain("secret", "zz"));
    assertThatIllegalArgumentException().isThrownBy(() -> PostgresqlAddress.parse(url));
  }

  @Test
  void a_good_url_has_no_complaint() {
    assertThat(plugin.complaint("postgresql://feed:pw@localhost/feed")).isEmpty();
    assertThat(plugin.urlForm()).startsWith("postgresql://");
  }
}
