package btcfeed.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The sinks on the dashboard, in a real browser")
class SinksBrowserTest {
  private static final String HOSTILE = "<img src=x onerror=document.title='owned'>";
  private static final String MIRRORED = "\u202e" + "m".repeat(5_000);

  @TempDir private Path data;
  private Feed feed;
  private Browser browser;

  @BeforeEach
  void putUp() throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout(Browser.TIMEOUT_MS);
    feed = new Feed(data);
    browser = new Browser();
  }

  @AfterEach
  void takeDown() {
    browser.close();
    feed.close();
  }

  @Test
  @DisplayName("are hidden without one; else each has its state, its lag and why it is away")
  void states() {
    try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
      open(page);
      assertThat(page.locator("#sinks")).isHidden();

      respond(
          page,
          sink("kafka", "kafka", "writing", "", "kafka://broker:9092", 17, 0.4, 0),
          sink("late", "parquet", "writing", "", "/var/ticks", 90_000, 300, 0),
          sink("archive", "postgres", "away", "connection refused", "postgres://db", 40_000, 75, 3),
          sink("other", "memory", "following", "", "memory://", 0, 0, 0));

      assertThat(page.locator("#sink-rows tr")).hasCount(4);
      assertThat(cells(page, "kafka"))
          .hasText(
              new String[] {
                "kafka",
                "kafka",
                "writing",
                "17",
                "0.4 s",
                "5,000",
                "0",
                "\u2013",
                "kafka://broker:9092"
              });
      assertThat(cells(page, "kafka").nth(2)).hasClass("dot good");
      assertThat(cells(page, "late").nth(2)).hasClass("dot warn");
      assertThat(cells(page, "archive").nth(2)).hasClass("dot bad");
      assertThat(cells(page, "archive").nth(6)).hasClass("bad");
      assertThat(cells(page, "archive").nth(7)).hasText("connection refused");
      assertThat(cells(page, "other").nth(2)).hasClass("dot");
      assertThat(page.locator("#sinks-summary")).hasText("1 of 4 not written");
      assertThat(page.locator("#sinks [role=region]"))
          .hasAccessibleName("Sinks 1 of 4 not written");
      page.locator("#sinks").scrollIntoViewIfNeeded();
      Browser.keep(page, "sinks");
    }
  }

  @Test
  @DisplayName("show hostile texts of a plugin as text, and fit a phone with them")
  void hostile() {
    List<String> errors = new ArrayList<>();
    try (Page page = browser.page(390, 844, ColorScheme.LIGHT)) {
      page.onPageError(errors::add);
      respond(
          page,
          sink(HOSTILE, HOSTILE, "stopped", HOSTILE, "javascript:alert(1)", 1, 1, 0),
          sink(MIRRORED, MIRRORED, "<b>odd</b>", MIRRORED, MIRRORED, 1, 1, 0));
      open(page);

      assertThat(page.locator("#sink-rows tr")).hasCount(2);
      assertThat(page.locator("#sink-rows tr").first()).containsText(HOSTILE);
      assertThat(page.locator("#sink-rows")).containsText("<b>odd</b>");
      assertThat(page.locator("#sink-rows img, #sink-rows b, #sink-rows a")).hasCount(0);
      assertThat(page.locator("#sink-rows")).not().containsText("m".repeat(301));
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      assertThat(page.title()).contains("BTC Live Feed");
    }
    assertThat(errors).isEmpty();
  }

  /** From now on, the service's responses have these sinks. */
  private static void respond(Page page, String... sinks) {
    String all = "\"sinks\":{" + String.join(",", sinks) + "}";
    page.route("**/api/v1/overview", route -> withSinks(route, all));
  }

  private static void withSinks(Route route, String sinks) {
    APIResponse response = route.fetch();
    route.fulfill(
        new Route.FulfillOptions()
            .setResponse(response)
            .setBody(response.text().replace("\"sinks\":{}", sinks)));
  }

  private static String sink(
      String name,
      String kind,
      String state,
      String detail,
      String address,
      long records,
      double seconds,
      long lost) {
    return ("\"%s\":{\"kind\":\"%s\",\"state\":\"%s\",\"detail\":\"%s\",\"address\":\"%s\","
            + "\"last_id\":\"1-0\",\"lag_records\":%d,\"lag_seconds\":%s,\"records\":5000,"
            + "\"batches\":40,\"failures\":3,\"lost\":%d,\"rewinds\":1}")
        .formatted(name, kind, state, detail, address, records, seconds, lost);
  }

  private static Locator cells(Page page, String name) {
    return page.locator("#sink-rows tr", new Page.LocatorOptions().setHasText(name)).locator("td");
  }

  private void open(Page page) {
    page.navigate(feed.page());
    assertThat(page.locator("#connection")).hasText("live");
  }
}
