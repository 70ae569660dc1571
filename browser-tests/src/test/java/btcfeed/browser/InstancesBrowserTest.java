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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The dashboard of several instances, in a real browser")
class InstancesBrowserTest {
  private static final String HOSTILE = "<img src=x onerror=\"document.title='owned'\">";
  private static final String MIRRORED = "\u202e" + "m".repeat(5_000);

  @TempDir private Path data;
  private Feed feed;
  private Browser browser;

  @BeforeEach
  void putUp() throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout(Browser.TIMEOUT_MS);
    feed = new Feed(Files.createDirectory(data.resolve("first")));
    browser = new Browser();
  }

  @AfterEach
  void takeDown() {
    browser.close();
    feed.close();
  }

  @Test
  @DisplayName("shows one alone in one line, and several with their roles, the lease and takeovers")
  void takeover() throws IOException {
    try (Page page = browser.page(1280, 900, ColorScheme.LIGHT)) {
      open(page, feed.page());
      assertThat(page.locator("#facts")).containsText(Pattern.compile(", leader, lease [0-9.]+ s"));
      assertThat(page.locator("#instances")).isHidden();

      try (Feed.Another other = feed.another(Files.createDirectory(data.resolve("second")));
          Page itsPage = browser.page(1280, 900, ColorScheme.LIGHT)) {
        open(itsPage, other.page());
        assertThat(page.locator("#fleet-rows tr")).hasCount(2);
        assertThat(itsPage.locator("#facts")).containsText(", follower, in sync");
        assertThat(itsPage.locator("#lease")).hasText(Pattern.compile("epoch [0-9]+, lease .+ s"));
        Locator here = row(itsPage, "this page");
        assertThat(here.locator("td").nth(1)).hasText("follower");
        assertThat(here.locator("td").nth(2)).hasText("in sync");
        assertThat(row(itsPage, "leader").locator("td").nth(2)).hasText("in sync");
        itsPage.locator("#instances").scrollIntoViewIfNeeded();
        Browser.keep(itsPage, "follower");

        feed.stop();

        assertThat(itsPage.locator("#facts")).containsText(", leader, lease ");
        assertThat(here.locator("td").nth(1)).hasText("leader");
        assertThat(row(itsPage, "led before").locator("td").nth(2)).hasText("silent");
        assertThat(itsPage.locator("#leaders li").first()).containsText(" leads, for ");
        assertThat(itsPage.locator("#leaders li").nth(1)).containsText(" led");
        itsPage.locator("#instances").scrollIntoViewIfNeeded();
        Browser.keep(itsPage, "takeover");
      }
    }
  }

  @Test
  @DisplayName("shows a hostile name of an instance as text, and fits a phone with it")
  void hostileNames() {
    List<String> errors = new ArrayList<>();
    try (Page page = browser.page(390, 844, ColorScheme.LIGHT)) {
      page.onPageError(errors::add);
      open(page, feed.page());
      announce(HOSTILE, "leader javascript:alert(1) in_sync <b>3</b>");
      announce(MIRRORED, "follower " + "a".repeat(5_000) + " behind 3.0.0");

      assertThat(page.locator("#fleet-rows tr")).hasCount(3);
      assertThat(row(page, HOSTILE).locator("td").nth(1)).hasText("led before");
      assertThat(page.locator("#instances")).containsText("<b>3</b>");
      assertThat(page.locator("#fleet-rows img, #fleet-rows b, #fleet-rows a")).hasCount(0);
      assertThat(page.locator("#fleet-rows")).not().containsText("m".repeat(65));
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      assertThat(page.title()).contains("BTC Live Feed");
      page.locator("#instances").scrollIntoViewIfNeeded();
      Browser.keep(page, "hostile");
    }
    assertThat(errors).isEmpty();
  }

  private void announce(String instance, String text) {
    List<String> now = feed.primary.texts("TIME");
    feed.primary.command("HSET", "btc:instances", instance, text + " " + now.getFirst() + "000000");
  }

  private static Locator row(Page page, String part) {
    return page.locator("#fleet-rows tr", new Page.LocatorOptions().setHasText(part));
  }

  private static void open(Page page, String address) {
    page.navigate(address);
    assertThat(page.locator("#connection")).hasText("live");
  }
}
