package btcfeed.http.api;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import java.util.List;
import java.util.Map;

/**
 * A probe's answer in JSON, in the words MicroProfile Health made common.
 *
 * @param status {@code UP} or {@code DOWN}
 */
record ProbeView(String status, List<CheckView> checks) {

  /** One check; {@code data} says {@code code} and {@code detail} when it is down. */
  record CheckView(String name, String status, Map<String, Object> data) {
    static CheckView of(HealthCheck check) {
      HealthCheckResponse response = check.call();
      return new CheckView(check.name(), response.status().name(), response.details());
    }
  }

  static ProbeView of(List<HealthCheck> checks) {
    List<CheckView> views = checks.stream().map(CheckView::of).toList();
    boolean up = views.stream().allMatch(view -> view.status().equals("UP"));
    return new ProbeView(up ? "UP" : "DOWN", views);
  }

  boolean up() {
    return status.equals("UP");
  }
}
