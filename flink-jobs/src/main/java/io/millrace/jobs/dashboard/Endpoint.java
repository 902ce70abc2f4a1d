package io.millrace.jobs.dashboard;

import java.io.IOException;

/** Answers the GET requests for one path and, unless a longer path has its own endpoint, those below it. Thread-safe. */
public interface Endpoint {
    /** The path, such as {@code /api/runs}. */
    String path();

    /** Whether the request needs the token, if the server has one. */
    default boolean secret() {
        return true;
    }

    /**
     * Answers a request that has passed all checks.
     *
     * @throws BadRequestException if the request is not valid
     * @throws IOException if the client has closed the connection
     */
    void answer(Request request) throws IOException;
}
