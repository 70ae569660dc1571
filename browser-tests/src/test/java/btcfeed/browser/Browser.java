package btcfeed.browser;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The installed Chromium, driven by Playwright. Used by one thread. */
final class Browser implements AutoCloseable {
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** How long a page may take to show its content on a busy machine. */
  static final double TIMEOUT_MS = 120_000;

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

  // Chromium's sandbox does not work for root in a container; only our own page is opened.
  private final com.microsoft.playwright.Browser chromium =
      playwright
          .chromium()
          .launch(
              new LaunchOptions()
                  .setExecutablePath(CHROMIUM)
                  .setArgs(List.of("--no-sandbox"))
                  .setTimeout(TIMEOUT_MS));

  /** A page of a new visitor, in a window of this size. */
  Page page(int width, int height, ColorScheme scheme) {
    Page page =
        chromium.newPage(
            new com.microsoft.playwright.Browser.NewPageOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme));
    page.setDefaultTimeout(TIMEOUT_MS);
    return page;
  }

  /** Saves a screenshot. */
  static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
