package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.method.MethodSettings;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;

/**
 * In-context self-reflection.
 *
 * @param enabled whether it is used
 * @param tau a query is hard while the mean total reward of all its responses so far is below this
 * @param coolDown minimum visits of a query from one reflection on it to the next, at least 1; eight times as many while a
 *     reflection has not returned
 * @param most maximum reflections on one query over the whole run; 0 sets no limit
 * @param responseTokens maximum tokens of the failed response that are shown, at least 2; a longer response is shown by its
 *     beginning and end
 * @param share maximum share of the visits in flight that may be reflections, in (0, 0.5]
 * @param template text of the reflection prompt; {question} stands for the query's last message, {response} for the failed response
 */
public record ReflectionConfig(
        @Default("false") boolean enabled,
        @Default("0.25") double tau,
        @Default("1") int coolDown,
        @Default("0") int most,
        @Default("512") int responseTokens,
        @Default("0.25") double share,
        @Default("""
            {question}

            Below is an earlier attempt at this, which did not lead to a right answer.

            <attempt>
            {response}
            </attempt>

            First find out where and why this attempt went wrong. Then solve the task again from the beginning without repeating the mistake, and give the answer in the form that the task asks for.""") String template) {
    /** Placeholder for the query's last message. */
    public static final String QUESTION = "{question}";
    /** Placeholder for the failed response. */
    public static final String RESPONSE = "{response}";

    public ReflectionConfig {
        requireNonNull(template, "template");
        OptionRules rules = new OptionRules("reflection");
        rules.that(Double.isFinite(tau), "tau", "must be finite, was %s", tau);
        rules.that(coolDown >= 1, "coolDown", "must be >= 1, was %d", coolDown);
        rules.that(most >= 0, "most", "must be >= 0, was %d", most);
        rules.that(responseTokens >= 2, "responseTokens", "must be >= 2, was %d", responseTokens);
        rules.that(share > 0 && share <= 0.5, "share", "must be in (0, 0.5], was %s", share);
        rules.that(
                template.contains(QUESTION) && template.contains(RESPONSE),
                "template",
                "must contain {question} and {response}, was '%s'",
                template.length() <= 60 ? template : template.substring(0, 60) + "...");
        rules.done();
    }

    /** Reports options that exclude reflections, which return after the step whose visits triggered them. */
    void check(MethodSettings settings, Problems problems) {
        int staleness = settings.batch().maxStaleness();
        if (staleness < 1) {
            problems.report(
                    "stream.maxStaleness",
                    "must be >= 1 with method.r3.reflection.enabled, because reflections are sampled after the step"
                            + " that requested them, was %s",
                    staleness);
        } else {
            checkWindow(settings.batch(), problems);
        }
        if (settings.memory().wrong() == 0) {
            problems.report(
                    "memory.wrong", "must be >= 1 with method.r3.reflection.enabled, which shows one of them, was 0");
        }
        int context = settings.contextTokens();
        int shown = Math.min(responseTokens, settings.maxTokens());
        if (context > settings.maxTokens() && context <= settings.maxTokens() + shown) {
            problems.report(
                    "policy.contextTokens",
                    "must be > sampling.maxTokens (%d) + tokens of a failed response (%d) to leave room for a reflection, was %d",
                    settings.maxTokens(),
                    shown,
                    context);
        }
    }

    /** Checks the condition of {@link io.millrace.policy.StalenessPacing#sharedWithReflections}. */
    private void checkWindow(MethodSettings.Batch batch, Problems problems) {
        long staleness = batch.maxStaleness();
        int groups = batch.groups();
        int publishEvery = batch.publishEvery();
        long needed = 2L * batch.shards() - 1;
        if (staleness * groups < needed) {
            problems.report(
                    "batch.shards",
                    "must leave room for reflections: stream.maxStaleness x batch.groups (%d) must be >= 2 x batch.shards - 1 (%d)",
                    staleness * groups,
                    needed);
        } else if (publishEvery <= staleness + 1 && (staleness + 1 - publishEvery) * groups < needed) {
            problems.report(
                    "learner.publishEvery",
                    "must leave room for reflections: (stream.maxStaleness + 1 - learner.publishEvery) x batch.groups (%d) must be >= 2 x batch.shards - 1 (%d)",
                    (staleness + 1 - publishEvery) * groups,
                    needed);
        } else if (share * (staleness + 1) * groups < 1) {
            problems.report(
                    "method.r3.reflection.share",
                    "must be at least one visit of the %d in flight, was %s",
                    (staleness + 1) * groups,
                    share);
        }
    }
}
