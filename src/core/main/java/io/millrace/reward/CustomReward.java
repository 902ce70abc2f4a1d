package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.OwnClass;
import io.millrace.plugin.Problems;
import io.millrace.plugin.TypeName;

/**
 * A custom reward.
 *
 * @param implementation name of a class on the class path that implements {@code io.millrace.reward.OwnReward}
 */
@TypeName("class")
public record CustomReward(String implementation) implements RewardType {
    public CustomReward {
        requireNonNull(implementation, "implementation");
    }

    @Override
    public void check(RewardSettings settings, Problems problems) {
        OwnClass.refusal(OwnReward.class, implementation).ifPresent(rule -> problems.report("implementation", rule));
    }

    @Override
    public ResponseReward create(RewardContext context) {
        OwnReward rule = OwnClass.of(OwnReward.class, implementation);
        return (prompt, response) -> rule.value(prompt, response, context.text(response));
    }
}
