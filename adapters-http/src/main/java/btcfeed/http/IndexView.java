package btcfeed.http;

import java.util.List;

/** {@code GET /} in JSON: what can be asked here. */
record IndexView(String name, String version, List<String> endpoints) {}
