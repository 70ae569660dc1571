package btcfeed.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.EnumSet;

/**
 * All rooms under one root package. There are two such houses: the product, and one built of
 * violations, so that the same rule can be seen green on the one and red on the other.
 *
 * @param root the package all others are under
 * @param classes as they stand on the class path, without those of libraries
 */
record House(String root, JavaClasses classes) {
  static final House PRODUCT =
      house(
          "btcfeed",
          location ->
              new ImportOption.DoNotIncludeTests().includes(location)
                  && !location.contains("jmh_generated"));
  static final House PLANTED = house("btcfeed.planted", location -> true);

  private static House house(String root, ImportOption option) {
    return new House(root, new ClassFileImporter().withImportOption(option).importPackages(root));
  }

  /** The package pattern of everything in it. */
  String everything() {
    return root + "..";
  }

  /** The package pattern of a room. */
  String of(Room room) {
    return root + "." + room.packageName() + "..";
  }

  /** The package patterns of some rooms. */
  String[] of(Collection<Room> rooms) {
    return rooms.stream().map(this::of).toArray(String[]::new);
  }

  /** The package patterns of all rooms but some. */
  String[] allBut(Room first, Room... more) {
    return of(EnumSet.complementOf(EnumSet.of(first, more)));
  }
}
