package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;

/**
 * A path that a server answers.
 *
 * @param method GET or POST
 * @param path the path, without parameters
 * @param open whether it needs no token, even if the server has one
 * @param handler answers its requests
 */
public record Route(String method, String path, boolean open, Handler handler) {
    /** Answers requests. Thread-safe. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a request, now or later. Exceptions are answered in the form of the dialect's errors.
         *
         * @throws RequestException if the request cannot be fulfilled
         */
        CompletableFuture<Reply> answer(Call call);
    }

    /** Answers requests at once. Thread-safe. */
    @FunctionalInterface
    public interface Direct {
        /** @throws RequestException if the request cannot be fulfilled */
        Reply answer(Call call);

        /** As a handler. */
        default Handler handler() {
            return call -> CompletableFuture.completedFuture(answer(call));
        }
    }

    public Route {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(handler, "handler");
    }

    /** A path for POST requests. */
    public static Route post(String path, Handler handler) {
        return new Route("POST", path, false, handler);
    }

    /** A path for POST requests that are answered at once. */
    public static Route postNow(String path, Direct direct) {
        return post(path, direct.handler());
    }

    /** A path for GET requests that are answered at once. */
    public static Route get(String path, Direct direct) {
        return new Route("GET", path, false, direct.handler());
    }

    /** A path for GET requests that need no token. */
    public static Route open(String path, Direct direct) {
        return new Route("GET", path, true, direct.handler());
    }
}
