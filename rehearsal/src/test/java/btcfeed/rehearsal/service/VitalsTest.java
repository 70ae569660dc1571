package btcfeed.rehearsal.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The vitals of a process")
class VitalsTest {
  @Test
  @DisplayName("are one line that is told from log lines and read back")
  void line() {
    Vitals vitals = Vitals.ofThisProcess();

    assertThat(Vitals.parse(vitals.text())).contains(vitals);
    assertThat(Vitals.parse("12:00:00.000 INFO  Serving http://localhost:8080/health")).isEmpty();
    assertThat(Vitals.parse("vitals of nobody")).isEmpty();
  }

  @Test
  @DisplayName("are its heap, its threads and its open files")
  void something() {
    Vitals vitals = Vitals.ofThisProcess();

    assertThat(vitals.heapBytes()).isPositive();
    assertThat(vitals.threads()).isPositive();
    assertThat(vitals.descriptors()).isPositive();
  }
}
