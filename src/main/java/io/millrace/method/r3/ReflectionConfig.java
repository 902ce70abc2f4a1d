package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * In-context self-reflection.
 *
 * @param enabled whether it is used
 * @param tau a query is hard while the mean total reward of all its responses so far is below this
 * @param coolDown visits of a query from one reflection on it to the next, at least 1; eight times as many while one has not come
 *     back
 * @param most reflections on one query over the whole run; 0 has no limit
 * @param responseTokens tokens of the failed response that are shown, at least 2; of a longer one the beginning and the end
 * @param share of the visits in flight that may be reflections, in (0, 0.5]
 * @param template what the policy is asked; {question} stands for the query's last message, {response} for the failed response
 */
public record ReflectionConfig(
        boolean enabled, double tau, int coolDown, int most, int responseTokens, double share, String template) {
    /** Where the query's last message goes. */
    public static final String QUESTION = "{question}";
    /** Where the failed response goes. */
    public static final String RESPONSE = "{response}";

    public ReflectionConfig {
        requireNonNull(template, "template");
        Require.that(Double.isFinite(tau), "reflection: tau must be finite, was %s", tau);
        Require.that(coolDown >= 1, "reflection: coolDown must be >= 1, was %d", coolDown);
        Require.that(most >= 0, "reflection: most must be >= 0, was %d", most);
        Require.that(responseTokens >= 2, "reflection: responseTokens must be >= 2, was %d", responseTokens);
        Require.that(share > 0 && share <= 0.5, "reflection: share must be in (0, 0.5], was %s", share);
        Require.that(
                template.contains(QUESTION) && template.contains(RESPONSE),
                "reflection: template must contain {question} and {response}, was '%s'",
                template.length() <= 60 ? template : template.substring(0, 60) + "...");
    }
}
