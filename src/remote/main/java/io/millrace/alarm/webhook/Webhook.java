package io.millrace.alarm.webhook;

import static java.util.Objects.requireNonNull;

import io.millrace.alarm.AlarmSink;
import io.millrace.alarm.AlarmSinkContext;
import io.millrace.alarm.AlarmSinkType;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Posts each alarm to a URL, as JSON or in the format of Slack's incoming webhooks. Redirects are not followed.
 *
 * @param url the URL, if it is not a secret; http or https
 * @param urlEnv name of the environment variable that holds the URL, as for Slack, whose URLs are secrets; never logged
 * @param format json: the record of the channel of alarms; slack: an object with the field text
 * @param timeout longest duration of a request, at least 1 s
 * @param tries requests before an alarm is given up and logged, in 1..10
 */
public record Webhook(
        @Default("") String url,
        @Default("") String urlEnv,
        @Default("json") Format format,
        @Default("10 s") Duration timeout,
        @Default("3") int tries)
        implements AlarmSinkType {
    /** Form of the body. */
    public enum Format {
        JSON,
        SLACK
    }

    public Webhook {
        requireNonNull(format, "format");
        OptionRules rules = new OptionRules("webhook");
        rules.that(
                url.isEmpty() != urlEnv.isEmpty(),
                "url",
                "must be given, or else urlEnv, and not both; %s",
                url.isEmpty() ? "both are empty" : "both are given");
        rules.that(url.isEmpty() || isHttp(url), "url", "must be an http or https URL, was '%s'", url);
        rules.that(
                urlEnv.isEmpty() || urlEnv.matches("[A-Za-z_][A-Za-z0-9_]*"),
                "urlEnv",
                "must be the name of an environment variable, was '%s'",
                urlEnv);
        rules.that(timeout.toSeconds() >= 1, "timeout", "must be >= 1 s, was %d ms", timeout.toMillis());
        rules.that(tries >= 1 && tries <= 10, "tries", "must be in 1..10, was %d", tries);
        rules.done();
    }

    private static boolean isHttp(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public AlarmSink open(AlarmSinkContext context) {
        return new Posts(this, URI.create(target(System::getenv)), context.run(), Duration.ofSeconds(1));
    }

    /** The URL; the message of a failure does not show it, since it may be a secret. */
    String target(UnaryOperator<@Nullable String> environment) {
        if (urlEnv.isEmpty()) {
            return url;
        }
        String value = environment.apply(urlEnv);
        if (value == null || !isHttp(value)) {
            throw new IllegalArgumentException(
                    "webhook: urlEnv must name an environment variable that holds an http or https URL, was %s, which %s"
                            .formatted(urlEnv, value == null ? "is not set" : "holds none"));
        }
        return value;
    }
}
