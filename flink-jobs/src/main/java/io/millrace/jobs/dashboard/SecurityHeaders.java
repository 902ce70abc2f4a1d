package io.millrace.jobs.dashboard;

import com.sun.net.httpserver.Headers;
import io.millrace.ordered.OrderedMap;
import java.util.Map;

/**
 * The headers of every answer. Responses of a policy are hostile text: even if the page put one into its markup by mistake, the
 * browser would run no script and load nothing.
 */
final class SecurityHeaders {
    private static final Map<String, String> ALL = OrderedMap.ofEntries(
            Map.entry(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-Frame-Options", "DENY"),
            Map.entry("Referrer-Policy", "no-referrer"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"));

    private SecurityHeaders() {}

    static void addTo(Headers headers) {
        ALL.forEach(headers::set);
    }
}
