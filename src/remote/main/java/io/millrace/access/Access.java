package io.millrace.access;

import io.millrace.ordered.OrderedSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which requests are answered.
 *
 * <p>A page of another site that a user's browser shows must neither read nor send anything: its requests name that site in
 * {@code Origin} or, with a name that it makes resolve to this machine, in {@code Host}. With a token the host does not matter,
 * since the browser sends the cookie of this host only.
 */
public final class Access {
    private static final Set<String> LOOPBACK = OrderedSet.of("localhost", "127.0.0.1", "[::1]");

    /** The headers of a request. */
    @FunctionalInterface
    public interface Headers {
        /** All values of a header, in order. */
        List<String> all(String name);
    }

    private final Set<String> hosts;
    private final Optional<Token> token;
    private final int port;

    /**
     * @param bind the address that the server listens on
     * @param port the port that the server listens on
     */
    public Access(String bind, Optional<Token> token, int port) {
        String address = bind.toLowerCase(Locale.ROOT);
        String bound = address.contains(":") ? "[" + address + "]" : address;
        this.hosts = Stream.concat(LOOPBACK.stream(), Stream.of(bound)).collect(OrderedSet.collector());
        this.token = token;
        this.port = port;
    }

    /** The reason to reject a request, whatever it asks for; empty if there is none. */
    public Optional<String> problem(Headers headers) {
        String host = first(headers, "Host");
        if (token.isEmpty() && !hosts.contains(withoutPort(host))) {
            return Optional.of("Host: must be one of %s, was another".formatted(String.join(", ", hosts)));
        }
        String origin = first(headers, "Origin");
        boolean same = origin.equals("http://" + host) || origin.equals("https://" + host);
        return origin.isEmpty() || same ? Optional.empty() : Optional.of("Origin: must be the page's own, was another");
    }

    private static String first(Headers headers, String name) {
        List<String> values = headers.all(name);
        return values.size() == 1 ? values.get(0).toLowerCase(Locale.ROOT) : "";
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d{1,5}$", "");
    }

    /** Whether a request carries the token, if there is one: in its cookie or as {@code Authorization: Bearer}. */
    public boolean isAllowed(Headers headers) {
        if (token.isEmpty()) {
            return true;
        }
        Stream<String> cookies = headers.all("Cookie").stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(cookieName() + "="))
                .map(cookie -> cookie.substring(cookieName().length() + 1));
        Stream<String> bearers = headers.all("Authorization").stream()
                .filter(line -> line.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(line -> line.substring(7).strip());
        return Stream.concat(cookies, bearers).anyMatch(this::isToken);
    }

    /** Whether a text is the token. */
    public boolean isToken(String text) {
        return token.isPresent() && token.get().matches(text);
    }

    /** The cookie that carries the token. Its name has the port, because cookies are shared by all ports of a host. */
    public String cookie(String text) {
        return "%s=%s; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000".formatted(cookieName(), text);
    }

    private String cookieName() {
        return "millrace-" + port;
    }
}
