package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.access.Access;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Exchanges the token of the page's address for a cookie, because a browser sends no other header with a stream of events. The
 * only POST request.
 */
final class Login implements Endpoint {
    static final String PATH = "/login";

    private static final long DELAY_MILLIS = 500;

    private final Access access;

    Login(Access access) {
        this.access = access;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public boolean secret() {
        return false;
    }

    /** A wrong token is answered late, and one at a time, so that guessing is slow. */
    @Override
    public void answer(Request request) throws IOException {
        String token = request.body().strip();
        ObjectNode answer = JsonMappers.plain().createObjectNode();
        if (access.isToken(token)) {
            request.set("Set-Cookie", access.cookie(token));
            request.send(answer.put("ok", true));
            return;
        }
        delay();
        request.send(401, answer.put("error", "the token is not valid: open the address that the run printed"));
    }

    private synchronized void delay() {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
