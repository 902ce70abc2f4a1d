package io.millrace.jobs.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.access.Access;
import io.millrace.access.Token;
import io.millrace.config.DashboardConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a list of endpoints over HTTP, to this machine unless configured otherwise. */
public final class DashboardServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
    private static final int PORTS_TRIED = 64;
    private static final int BACKLOG = 64;
    private static final int THREADS = 64;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final DashboardConfig config;
    private final Optional<Token> token;
    private final List<Endpoint> endpoints = new ArrayList<>();

    private DashboardServer(HttpServer server, DashboardConfig config, Optional<Token> token) {
        this.server = server;
        this.config = config;
        this.token = token;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "dashboard-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a server.
     *
     * @param endpoints what it serves besides the page's files; each has a path of its own
     * @throws RefusedException if the token file is not valid, or no port is free
     */
    public static DashboardServer start(DashboardConfig config, List<Endpoint> endpoints) {
        limitConnections();
        Optional<Token> token = config.secret() ? Optional.of(token(config)) : Optional.empty();
        DashboardServer server = new DashboardServer(bind(config), config, token);
        Access access = new Access(config.bind(), token, server.port());
        server.endpoints.addAll(endpoints);
        server.endpoints.add(new Login(access));
        server.endpoints.add(new Assets());
        server.endpoints.forEach(endpoint ->
                server.server.createContext(endpoint.path(), exchange -> handle(exchange, endpoint, access)));
        server.server.setExecutor(server.threads);
        server.server.start();
        return server;
    }

    private static Token token(DashboardConfig config) {
        try {
            return Token.in("dashboard.tokenFile", Path.of(config.tokenFile()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Access.Headers headers(HttpExchange exchange) {
        return name -> exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    /** Limits of the JDK's server, which it reads once: connections at a time, and seconds to send a request. */
    private static void limitConnections() {
        System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "128");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "20");
    }

    private static HttpServer bind(DashboardConfig config) {
        int last = config.port() == 0 ? 0 : Math.min(65535, config.port() + PORTS_TRIED);
        for (int port = config.port(); ; port++) {
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getByName(config.bind()), port), BACKLOG);
            } catch (BindException e) {
                if (port >= last) {
                    throw new RefusedException(
                            "dashboard: no port of %s from %d to %d could be used (%s): set dashboard.port"
                                    .formatted(config.bind(), config.port(), last, e.getMessage()),
                            e);
                }
            } catch (IOException e) {
                throw new RefusedException(
                        "dashboard: could not listen on %s (%s): set dashboard.bind".formatted(config.bind(), e), e);
            }
        }
    }

    private static void handle(HttpExchange exchange, Endpoint endpoint, Access access) throws IOException {
        try (exchange) {
            SecurityHeaders.addTo(exchange.getResponseHeaders());
            try {
                Request request = new Request(exchange, endpoint.path());
                Optional<String> problem = access.problem(headers(exchange));
                if (problem.isPresent()) {
                    fail(request, 403, problem.get());
                } else if (!matches(exchange, endpoint)) {
                    fail(request, 405, "the method is not allowed here");
                } else if (endpoint.secret() && !access.isAllowed(headers(exchange))) {
                    fail(request, 401, "a token is required: open the address that the run printed");
                } else {
                    answer(request, endpoint);
                }
            } catch (BadRequestException e) {
                fail(new Request(exchange, endpoint.path()), 400, String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean matches(HttpExchange exchange, Endpoint endpoint) {
        boolean login = endpoint.path().equals(Login.PATH);
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> !login;
            case "POST" -> login;
            default -> false;
        };
    }

    private static void answer(Request request, Endpoint endpoint) throws IOException {
        try {
            endpoint.answer(request);
        } catch (BadRequestException e) {
            fail(request, e.status(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("dashboard: {} failed", endpoint.path(), e);
            fail(request, 500, "the request failed: the cause is in the log");
        }
    }

    private static void fail(Request request, int status, String message) throws IOException {
        request.send(status, JsonMappers.plain().createObjectNode().put("error", message));
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The address to open in a browser; contains the token if there is one. */
    public String url() {
        String host = config.bind().equals("0.0.0.0") || config.bind().equals("::")
                ? InetAddress.getLoopbackAddress().getHostAddress()
                : config.bind();
        return "http://%s:%d/%s"
                .formatted(
                        host.contains(":") ? "[" + host + "]" : host,
                        port(),
                        token.map(one -> "#token=" + one.text()).orElse(""));
    }

    /** Ends all requests. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
