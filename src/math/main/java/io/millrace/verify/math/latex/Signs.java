package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import java.util.Map;
import java.util.Optional;

/** Commands that print one sign. */
final class Signs {
    private static final Map<String, String> SIGNS = OrderedMap.ofEntries(
            Map.entry("vert", "|"),
            Map.entry("colon", ":"),
            Map.entry("euro", "€"),
            Map.entry("pounds", "£"),
            Map.entry("yen", "¥"),
            Map.entry("textdollar", "$"));

    private Signs() {}

    static Optional<String> of(String command) {
        return Optional.ofNullable(SIGNS.get(command));
    }
}
