package io.millrace.alarm.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmSink;
import io.millrace.alarm.AlarmState;
import io.millrace.codec.AlarmJson;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Posts alarms. Used by one thread. */
final class Posts implements AlarmSink {
    private static final int UNREACHABLE = -1;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Webhook options;
    private final URI target;
    private final String run;
    private final Duration pause;
    private final HttpClient client;

    /** @param pause time before the first repetition; doubled for each further one */
    Posts(Webhook options, URI target, String run, Duration pause) {
        this.options = options;
        this.target = target;
        this.run = run;
        this.pause = pause;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.timeout())
                .build();
    }

    @Override
    public void send(Alarm alarm) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(options.timeout())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(alarm)))
                .build();
        Duration wait = pause;
        for (int left = options.tries(); ; left--) {
            int status = status(request);
            if (status / 100 == 2) {
                return;
            }
            if (left <= 1 || !isTransient(status)) {
                throw new IOException(
                        status == UNREACHABLE
                                ? "webhook: the server could not be reached"
                                : "webhook: status must be 2xx, was " + status);
            }
            sleep(wait);
            wait = wait.multipliedBy(2);
        }
    }

    /** The status of the answer; {@value #UNREACHABLE} if there is none. */
    private int status(HttpRequest request) throws InterruptedIOException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            return UNREACHABLE; // The message may show the URL, which may be a secret.
        }
    }

    private static boolean isTransient(int status) {
        return status == UNREACHABLE || status == TOO_MANY_REQUESTS || status >= 500;
    }

    private String body(Alarm alarm) {
        if (options.format() == Webhook.Format.JSON) {
            return AlarmJson.write(alarm, run);
        }
        String sign = alarm.state() == AlarmState.FIRING ? ":rotating_light:" : ":white_check_mark:";
        try {
            return JsonMappers.plain()
                    .writeValueAsString(Map.of("text", "%s run %s: %s".formatted(sign, run, escaped(alarm.text()))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("webhook: an alarm must be writable", e);
        }
    }

    /** Slack's control characters: a source's name must not mention anyone. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void sleep(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException("webhook: interrupted");
        failure.initCause(cause);
        return failure;
    }
}
