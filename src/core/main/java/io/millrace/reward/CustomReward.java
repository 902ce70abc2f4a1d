package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.CustomClass;
import io.millrace.plugin.Problems;
import io.millrace.plugin.TypeName;

/**
 * A custom reward without options.
 *
 * @param implementation name of a class on the class path that implements {@code io.millrace.reward.RewardFunction}
 */
@TypeName("class")
public record CustomReward(String implementation) implements RewardType {
    public CustomReward {
        requireNonNull(implementation, "implementation");
    }

    @Override
    public void check(RewardSettings settings, Problems problems) {
        CustomClass.refusal(RewardFunction.class, implementation)
                .ifPresent(rule -> problems.report("implementation", rule));
    }

    @Override
    public ResponseReward create(RewardContext context) {
        RewardFunction rule = CustomClass.of(RewardFunction.class, implementation);
        return (prompt, response) -> rule.value(prompt, response, context.text(response));
    }
}
