package btcfeed.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The dashboard, in a real browser")
class DashboardBrowserTest {
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,3}(,[0-9]{3})*\\.[0-9]{2}");

  /** More visits give better figures: {@code -Dpage.visits=}. */
  private static final int VISITS = Integer.getInteger("page.visits", 4);

  /** Whether the values shown are those of an older candle than the newest one. */
  private static final String OLDER_BAR =
      "document.querySelector('#bar').textContent.trim().slice(0, 19)"
          + " < shown.bars.at(-1).start.replace('T', ' ').slice(0, 19)";

  @TempDir private static Path data;
  private static Feed feed;
  private static Browser browser;

  @BeforeAll
  static void putUp() throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout(Browser.TIMEOUT_MS);
    feed = new Feed(data);
    browser = new Browser();
  }

  @AfterAll
  static void takeDown() {
    browser.close();
    feed.close();
  }

  @Test
  @DisplayName("shows the price and a chart without any error or blocked script or style")
  void rendersWithoutErrors() {
    List<String> errors = new ArrayList<>();
    try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
      page.onConsoleMessage(message -> errors.add(message.type() + ": " + message.text()));
      page.onPageError(errors::add);
      open(page);

      assertThat(page.locator("#price")).hasText(PRICE);
      assertThat(page.locator("#venues tr")).hasCount(1);
      assertThat(page.locator("#stores article")).hasCount(2);
      page.getByText("line", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("input[value='line']")).isChecked();
      Browser.keep(page, "light");
    }
    assertThat(errors).isEmpty();
  }

  @Test
  @DisplayName("shows a price that moves with the trades")
  void thePriceMoves() {
    try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
      open(page);
      for (int moves = 0; moves < 3; moves++) {
        String before = page.locator("#price").textContent();
        assertThat(page.locator("#price")).not().hasText(before);
        assertThat(page.locator("#price")).hasText(PRICE);
      }
    }
  }

  @Test
  @DisplayName("shows the failover while the primary is killed, and the primary when it is back")
  void thePrimaryDies() {
    try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
      open(page);
      Locator active = page.locator("#stores article.active");
      assertThat(active).containsText("primary");

      feed.primary.kill();
      assertThat(active).containsText("failover");
      assertThat(page.locator("#timeline .failover").last()).isVisible();
      assertThat(page.locator("body")).not().hasClass("lost");
      Browser.keep(page, "failover");

      feed.primary.restartEmpty();
      assertThat(active).containsText("primary");
    }
  }

  @Test
  @DisplayName("turns grey and shows since when the service has not responded, until it is back")
  void theServiceEnds() throws IOException {
    try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
      open(page);
      feed.stop();
      assertThat(page.locator("body")).hasClass("lost");
      assertThat(page.locator("#connection"))
          .hasText(Pattern.compile("no response for [0-9.]+ (s|min): the data is old"));
      Browser.keep(page, "lost");

      feed.start();
      assertThat(page.locator("#connection")).hasText("live");
      assertThat(page.locator("body")).not().hasClass("lost");
    } finally {
      feed.restartIfStopped();
    }
  }

  @Test
  @DisplayName("can be used with the keyboard alone and remembers the choices")
  void keyboardOnly() {
    try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
      open(page);
      tabTo(page, "#symbol");
      page.keyboard().press("Tab");
      assertThat(page.locator("input[value='1s']")).isFocused();
      page.keyboard().press("ArrowRight");
      assertThat(page.locator("input[value='1m']")).isChecked();
      page.keyboard().press("Tab");
      page.keyboard().press("ArrowRight");
      assertThat(page.locator("input[value='line']")).isChecked();

      page.reload();
      assertThat(page.locator("input[value='1m']")).isChecked();
      assertThat(page.locator("input[value='line']")).isChecked();
      tabTo(page, "input[value='1m']");
      page.keyboard().press("ArrowLeft");
      assertThat(page.locator("#chart")).hasAttribute("aria-busy", "false");
      assertThat(page.locator("#bar")).containsText("close");
      tabTo(page, "#chart");
      for (int bars = 0; bars < 4; bars++) {
        page.keyboard().press("ArrowLeft");
      }
      page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(OLDER_BAR)));
      for (int links = 0; links < 6; links++) {
        tabTo(page, "footer a:nth-of-type(" + (links + 1) + ")");
      }
    }
  }

  @Test
  @DisplayName("loads little data; its load times are recorded")
  void soonAndSmall() throws IOException {
    List<Double> firstByte = new ArrayList<>();
    List<Double> filled = new ArrayList<>();
    List<Double> usable = new ArrayList<>();
    for (int visits = 0; visits < VISITS; visits++) {
      try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
        open(page);
        firstByte.add(number(page, "performance.getEntriesByType('navigation')[0].responseStart"));
        filled.add(number(page, "performance.getEntriesByName('filled')[0].startTime"));
        usable.add(number(page, "performance.getEntriesByName('usable')[0].startTime"));
        double bytes =
            number(
                page,
                "performance.getEntriesByType('resource').filter(r => r.name.includes('/assets/'))"
                    + ".reduce((sum, r) => sum + r.transferSize, 0)");
        assertThat(bytes).isBetween(1.0, 200_000.0);
      }
    }
    Files.writeString(
        Path.of("target", "page-timings.txt"),
        timings("first byte", firstByte)
            + timings("price and panels", filled)
            + timings("all of it, with the chart,", usable));
    assertThat(usable).allMatch(ms -> ms > 0);
  }

  @Test
  @DisplayName("fits a phone 390 pixels wide, without scrolling sideways")
  void phone() {
    try (Page page = browser.page(390, 844, ColorScheme.LIGHT)) {
      open(page);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      Browser.keep(page, "phone");
    }
  }

  @Test
  @DisplayName("has a dark mode")
  void dark() {
    try (Page light = browser.page(1280, 900, ColorScheme.LIGHT);
        Page page = browser.page(1280, 900, ColorScheme.DARK)) {
      open(light);
      open(page);
      assertThat(light.locator("body")).hasCSS("background-color", "rgb(246, 246, 244)");
      assertThat(page.locator("body")).hasCSS("background-color", "rgb(19, 20, 22)");
      Browser.keep(page, "dark");
    }
  }

  /** Opens the page and waits until it is complete. */
  private static void open(Page page) {
    page.navigate(feed.page());
    assertThat(page.locator("#connection")).hasText("live");
    assertThat(page.locator("#bar")).containsText("close");
    assertThat(page.locator("#chart canvas")).isVisible();
  }

  private static String timings(String what, List<Double> ms) {
    double median = ms.stream().sorted().skip(ms.size() / 2).findFirst().orElseThrow();
    return "%s after: median %.0f ms, the first visit %.0f ms, all %s%n"
        .formatted(what, median, ms.getFirst(), ms.stream().map(Math::round).toList());
  }

  private static double number(Page page, String script) {
    return ((Number) page.evaluate(script)).doubleValue();
  }

  /** Presses Tab until the element has the focus. */
  private static void tabTo(Page page, String selector) {
    Object reached = false;
    for (int presses = 0; presses < 30 && !Boolean.TRUE.equals(reached); presses++) {
      page.keyboard().press("Tab");
      reached = page.locator(selector).evaluate("element => element === document.activeElement");
    }
    assertThat(page.locator(selector)).isFocused();
  }
}
