package io.millrace.config;

import io.millrace.check.Require;
import io.millrace.config.ConfigException.Problem;
import io.millrace.ordered.OrderedSet;
import io.millrace.reward.RewardConfig;
import io.millrace.reward.RewardSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules for the list of rewards. */
final class RewardChecks {
    /** Component names of the built-in tasks' rewards. */
    private static final Set<String> TAKEN = OrderedSet.of("accuracy", "answer", "digits", "end");

    private final MillraceConfig config;
    private final List<Problem> problems;

    RewardChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        Set<String> names = new LinkedHashSet<>();
        RewardSettings settings = config.rewardSettings();
        for (int i = 0; i < config.rewards().size(); i++) {
            RewardConfig reward = config.rewards().get(i);
            String path = "rewards[%d].".formatted(i);
            if (!Require.isName(reward.name())) { // Names contain no dot, so they cannot clash with those of methods.
                report(
                        path + "name",
                        "must consist of letters, digits, - and _ and start with a letter, was '%s'"
                                .formatted(reward.name()));
            } else if (TAKEN.contains(reward.name())) {
                report(path + "name", "must not be the name of a task reward, was " + reward.name());
            } else if (!names.add(reward.name())) {
                report(path + "name", "must be unique, was " + reward.name());
            }
            new ProblemsUnder(path, problems)
                    .ask("type", reward.type(), reported -> reward.type().check(settings, reported));
        }
        if (!config.rewards().isEmpty()) {
            config.advantage()
                    .requireResponseCredit(
                            "rewards",
                            "because its reward cannot be attributed to individual tokens",
                            new ProblemsUnder("", problems));
        }
    }

    private void report(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
