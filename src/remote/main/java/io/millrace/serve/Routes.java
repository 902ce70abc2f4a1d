package io.millrace.serve;

import io.millrace.serve.RequestException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of a server.
 *
 * @param dialect answers requests that fail
 * @param all routes by method and path
 */
record Routes(ServedDialect dialect, Map<String, Route> all) {
    static Routes of(ServedDialect dialect, ServedModel model, ServeConfig config) {
        return of(dialect, dialect.routes(model, config));
    }

    private static Routes of(ServedDialect dialect, List<Route> routes) {
        Map<String, Route> all = new LinkedHashMap<>();
        routes.forEach(route -> all.put(key(route.method(), route.path()), route));
        return new Routes(dialect, all);
    }

    private static String key(String method, String path) {
        return method + " " + path;
    }

    /** These routes with a filter around each. */
    Routes through(PolicyServer.Filter filter) {
        return of(dialect, all.values().stream().map(filter::around).toList());
    }

    /**
     * The route of a request.
     *
     * @throws RequestException if there is none
     */
    Route find(String method, String path) {
        Route found = all.get(key(method.equals("HEAD") ? "GET" : method, path));
        if (found != null) {
            return found;
        }
        boolean other = all.values().stream().anyMatch(route -> route.path().equals(path));
        throw other
                ? new RequestException(Kind.METHOD, "Method Not Allowed")
                : new RequestException(Kind.NOT_FOUND, "Not Found");
    }
}
