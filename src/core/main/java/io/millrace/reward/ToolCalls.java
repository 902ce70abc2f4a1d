package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Interaction;
import io.millrace.plugin.Default;

/**
 * Penalty for tool calls: minus their number.
 *
 * <pre>
 *   R = -n
 * </pre>
 *
 * <p>Failures of the policy are among the calls: a malformed call costs as much as any other.
 *
 * @param counted which calls are counted
 */
public record ToolCalls(@Default("unnecessary") Counted counted) implements RewardType {
    /** Which calls are counted. */
    public enum Counted {
        /** All calls. */
        ALL(Interaction.TOOL_CALLS),
        /** Calls that could not be parsed, name no tool, or have invalid arguments. */
        MALFORMED(Interaction.MALFORMED_CALLS),
        /** Calls that contribute nothing to the answer; none if the task cannot tell. */
        UNNECESSARY(Interaction.UNNECESSARY_CALLS);

        private final String metric;

        Counted(String metric) {
            this.metric = metric;
        }
    }

    public ToolCalls {
        requireNonNull(counted, "counted");
    }

    @Override
    public ResponseReward create(RewardContext context) {
        return (prompt, response) ->
                -response.response().interaction().metric(counted.metric).orElse(0);
    }
}
