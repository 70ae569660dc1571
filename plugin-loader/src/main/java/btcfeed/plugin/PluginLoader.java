package btcfeed.plugin;

import btcfeed.api.FeedPlugin;
import btcfeed.api.PluginSetting;
import btcfeed.plugin.PluginCatalog.Broken;
import btcfeed.plugin.PluginCatalog.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the plugins of a folder. A broken plugin is left out with a reason; it never prevents a
 * start. Links and folders are not followed.
 */
public final class PluginLoader {
  /** How many jars are read. */
  static final int MOST_JARS = 64;

  private static final int LONGEST_REASON = 300;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private final List<Class<? extends FeedPlugin>> kinds;
  private final Consumer<FeedPlugin> trial;
  private final List<Found> found = new ArrayList<>();
  private final List<Broken> broken = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private PluginLoader(List<Class<? extends FeedPlugin>> kinds, Consumer<FeedPlugin> trial) {
    this.kinds = List.copyOf(kinds);
    this.trial = trial;
  }

  /**
   * Loads the plugins of a folder; a missing folder has none.
   *
   * @param kinds the services that a jar can offer
   * @param trial calls what the service will call at its start; a plugin that throws is broken
   */
  public static PluginCatalog load(
      Path folder, List<Class<? extends FeedPlugin>> kinds, Consumer<FeedPlugin> trial) {
    if (!Files.isDirectory(folder)) {
      return PluginCatalog.EMPTY;
    }
    PluginLoader loader = new PluginLoader(kinds, trial);
    loader.loadAll(folder);
    return new PluginCatalog(loader.found, loader.broken);
  }

  private void loadAll(Path folder) {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      broken.add(new Broken(folder, "the folder cannot be read: " + e));
      return;
    }
    jars.stream().limit(MOST_JARS).forEach(this::load);
    jars.stream()
        .skip(MOST_JARS)
        .forEach(jar -> broken.add(new Broken(jar, "at most " + MOST_JARS + " jars are read")));
  }

  private void load(Path jar) {
    int before = found.size() + broken.size();
    try {
      PluginSource source = source(jar);
      @SuppressWarnings("resource") // It stays open as long as the process runs.
      PluginClassLoader classes =
          new PluginClassLoader(
              source.title(), jar.toUri().toURL(), PluginLoader.class.getClassLoader());
      for (Class<? extends FeedPlugin> kind : kinds) {
        load(kind, classes, jar, source);
      }
      if (found.size() + broken.size() == before) {
        broken.add(
            new Broken(
                jar, "its META-INF/services names no plugin of this version of the service"));
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      broken.add(new Broken(jar, reason(e)));
    }
  }

  private void load(
      Class<? extends FeedPlugin> kind, ClassLoader classes, Path jar, PluginSource source) {
    Iterator<? extends ServiceLoader.Provider<? extends FeedPlugin>> providers =
        ServiceLoader.load(kind, classes).stream().iterator();
    // A provider that cannot be read ends the iteration: there is no next one to go on with.
    boolean more = true;
    while (more) {
      try {
        more = providers.hasNext();
        if (more) {
          add(providers.next().get(), jar, source);
        }
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        broken.add(new Broken(jar, reason(e)));
        more = false;
      }
    }
  }

  private void add(FeedPlugin plugin, Path jar, PluginSource source) {
    trial.accept(plugin);
    Optional<String> complaint = complaint(plugin);
    if (complaint.isPresent()) {
      broken.add(new Broken(jar, complaint.get()));
    } else if (names.add(plugin.name())) {
      found.add(new Found(plugin, source));
    } else {
      broken.add(
          new Broken(
              jar, "there is a plugin " + plugin.name() + " already; the first one is used"));
    }
  }

  private static Optional<String> complaint(FeedPlugin plugin) {
    String name = plugin.name();
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "the name of a plugin is at most 32 lower-case letters, digits and dashes, a letter"
              + " first");
    }
    String prefix = "FEED_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    return plugin.settings().stream()
        .map(PluginSetting::name)
        .filter(setting -> !setting.matches(Pattern.quote(prefix) + "[A-Z0-9_]{1,64}"))
        .findFirst()
        .map(setting -> "the setting " + setting + " does not begin with " + prefix);
  }

  private static PluginSource source(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest =
          file.getManifest() == null ? new Attributes() : file.getManifest().getMainAttributes();
      return new PluginSource(
          Optional.of(jar),
          text(manifest, Attributes.Name.IMPLEMENTATION_TITLE).orElse(jar.getFileName().toString()),
          text(manifest, Attributes.Name.IMPLEMENTATION_VERSION).orElse(""));
    }
  }

  private static Optional<String> text(Attributes manifest, Attributes.Name name) {
    return Optional.ofNullable(manifest.getValue(name))
        .map(text -> text.substring(0, Math.min(text.length(), 64)));
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text =
        (cause instanceof ServiceConfigurationError ? "" : cause.getClass().getSimpleName() + ": ")
            + cause.getMessage();
    return text.substring(0, Math.min(text.length(), LONGEST_REASON)).replaceAll("\\p{Cntrl}", " ");
  }
}
