package io.millrace.verify.http;

import io.millrace.check.Require;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.util.List;

/** The address and headers of requests. */
public final class Target {
    private Target() {}

    /** Refuses an address that no request can be sent to. */
    static void checkUrl(String url) {
        URI uri = uri(url);
        Require.that(
                uri.getUserInfo() == null,
                "http: url must not contain a user or password, because config.yaml would show them: name an environment variable in tokenEnv");
    }

    /**
     * Refuses headers that no request can have.
     *
     * @param headers each {@code Name: value}
     */
    static void checkHeaders(List<String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        headers.forEach(header -> add(request, header));
    }

    /** Creates a request to an address, without a body. */
    static HttpRequest.Builder request(String url, List<String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(url)).header("Content-Type", "application/json");
        headers.forEach(header -> add(request, header));
        return request;
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Violates the same rule.
        }
        throw new IllegalArgumentException(
                "http: url must be an address such as http://host:port/path, with http or https, was '%s'"
                        .formatted(url));
    }

    private static void add(HttpRequest.Builder request, String header) {
        int colon = header.indexOf(':');
        try {
            request.header(
                    header.substring(0, Math.max(0, colon)).strip(),
                    header.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "http: headers must have the form 'Name: value' and must not be set by the connection itself, had '%s'"
                            .formatted(header),
                    e);
        }
    }
}
