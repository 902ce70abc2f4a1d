package io.millrace.server;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An HTTP request to a server.
 *
 * @param method GET or POST
 * @param path path and query, relative to the server's address, starting with a slash
 * @param body the body of a POST, as JSON; empty for none
 */
public record Call(Method method, String path, String body) {
    /** Method of a request. */
    public enum Method {
        GET,
        POST
    }

    public Call {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(body, "body");
    }

    public static Call get(String path) {
        return new Call(Method.GET, path, "");
    }

    /** A POST without a body. */
    public static Call post(String path) {
        return new Call(Method.POST, path, "");
    }

    public static Call post(String path, JsonNode body) {
        return new Call(Method.POST, path, body.toString());
    }
}
