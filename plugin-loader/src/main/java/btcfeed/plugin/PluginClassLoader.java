package btcfeed.plugin;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads the classes of one plugin. It sees the JDK, what the service publishes for plugins, and its
 * own jar; so it can bring other versions of the libraries that the service has.
 */
final class PluginClassLoader extends URLClassLoader {
  /** The packages that a plugin shares with the service. */
  private static final List<String> SHARED =
      List.of("btcfeed.api.", "btcfeed.domain.", "btcfeed.exchange.", "org.slf4j.");

  private final ClassLoader service;

  static {
    registerAsParallelCapable();
  }

  PluginClassLoader(String name, URL jar, ClassLoader service) {
    super("plugin-" + name, new URL[] {jar}, getPlatformClassLoader());
    this.service = service;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean shared = SHARED.stream().anyMatch(name::startsWith);
    return shared ? service.loadClass(name) : super.loadClass(name, resolve);
  }
}
