package btcfeed.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.EnumSet;

/**
 * All modules under one root package. There are two such codebases: the product, and one built of
 * violations, so that the same rule can be seen green on the one and red on the other.
 *
 * @param root the package all others are under
 * @param classes as they stand on the class path, without those of libraries
 */
record Codebase(String root, JavaClasses classes) {
  static final Codebase PRODUCT =
      codebase(
          "btcfeed",
          location ->
              new ImportOption.DoNotIncludeTests().includes(location)
                  && !location.contains("jmh_generated"));
  static final Codebase PLANTED = codebase("btcfeed.planted", location -> true);

  private static Codebase codebase(String root, ImportOption option) {
    return new Codebase(
        root, new ClassFileImporter().withImportOption(option).importPackages(root));
  }

  /** The package pattern of everything in it. */
  String everything() {
    return root + "..";
  }

  /** The package pattern of a module. */
  String of(FeedModule module) {
    return root + "." + module.packageName() + "..";
  }

  /** The package patterns of some modules. */
  String[] of(Collection<FeedModule> modules) {
    return modules.stream().map(this::of).toArray(String[]::new);
  }

  /** The package patterns of all modules but some. */
  String[] allBut(FeedModule first, FeedModule... more) {
    return of(EnumSet.complementOf(EnumSet.of(first, more)));
  }
}
