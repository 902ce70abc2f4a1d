package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request with its answer. */
public final class Request {
    private static final int LONGEST_PARAMETER = 2000;
    private static final int LONGEST_BODY = 4096;

    private final HttpExchange exchange;
    private final String path;

    Request(HttpExchange exchange, String path) {
        this.exchange = exchange;
        this.path = path;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        if (text.length() > LONGEST_PARAMETER) {
            throw BadRequestException.invalid(
                    "parameter: must have at most %d characters, had %d".formatted(LONGEST_PARAMETER, text.length()));
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw BadRequestException.invalid("parameter: must be URL-encoded, was " + text);
        }
    }

    /** The parts of the path below the endpoint's. */
    List<String> below() {
        String rest = exchange.getRequestURI().getPath().substring(path.length());
        return Stream.of(rest.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    /** A parameter; empty if it is absent. */
    String parameter(String name) {
        return parameters(exchange.getRequestURI().getRawQuery()).getOrDefault(name, "");
    }

    /** A whole number in a range. */
    long number(String name, long fallback, long least, long most) {
        String text = parameter(name);
        if (text.isEmpty()) {
            return fallback;
        }
        if (!text.matches("-?\\d{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw BadRequestException.invalid(
                    "%s: must be a whole number in %d..%d, was %s".formatted(name, least, most, text));
        }
        return Long.parseLong(text);
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The body of a login. */
    String body() throws IOException {
        return new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }

    /** Sets a header of the answer. */
    public void set(String header, String value) {
        exchange.getResponseHeaders().set(header, value);
    }

    /** Sends an answer. */
    public void send(int status, String type, byte[] content) throws IOException {
        set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    /** Sends JSON. */
    void send(JsonNode json) throws IOException {
        send(200, json);
    }

    /** Sends JSON with a status. */
    void send(int status, JsonNode json) throws IOException {
        set("Cache-Control", "no-store");
        send(status, "application/json", JsonMappers.plain().writeValueAsBytes(json));
    }

    /** Starts an answer without a known end. */
    OutputStream open(String type) throws IOException {
        set("Content-Type", type);
        set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** Closes the connection, also while another thread writes to it. */
    void abort() {
        exchange.close();
    }
}
