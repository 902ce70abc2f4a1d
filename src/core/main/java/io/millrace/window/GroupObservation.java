package io.millrace.window;

import static java.util.Objects.requireNonNull;

import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.model.Collapse;
import io.millrace.model.FinishReason;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Verdict;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * A graded group.
 *
 * @param time event time of the visit, in epoch milliseconds; 0 if unknown
 * @param source source of the prompt
 * @param task task of the prompt
 * @param query the query's id
 * @param visit the query's visit
 * @param reflection whether its prompt is a reflection
 * @param collapse whether all verdicts were the same before replays joined
 * @param policy weights that sampled the responses, those of replays not included
 * @param responses all responses
 */
public record GroupObservation(
        long time,
        String source,
        String task,
        String query,
        long visit,
        boolean reflection,
        Collapse collapse,
        PolicySteps policy,
        List<Response> responses)
        implements Observation {
    /**
     * A response.
     *
     * @param sample index in its group
     * @param origin its origin in the group
     * @param verdict the verifier's verdict
     * @param reason why it was not graded, without details; empty if it was
     * @param truncated whether it was cut by the token limit
     * @param length in tokens
     * @param mode {@code none} if modes are not determined
     * @param entropy mean over its tokens, in nats per token; NaN if unknown
     * @param step optimizer step of the oldest weights that sampled it
     * @param rewards components of its reward
     */
    public record Response(
            int sample,
            Origin origin,
            Verdict.Kind verdict,
            String reason,
            boolean truncated,
            int length,
            String mode,
            double entropy,
            long step,
            Map<String, Double> rewards) {
        private static final int LONGEST_REASON = 40;

        public Response {
            requireNonNull(origin, "origin");
            requireNonNull(verdict, "verdict");
            requireNonNull(reason, "reason");
            requireNonNull(mode, "mode");
            rewards = OrderedMap.copyOf(rewards);
        }

        static Response of(ResponseRecord response) {
            return new Response(
                    response.sample(),
                    response.origin(),
                    response.verdict().kind(),
                    response.verdict().kind() == Verdict.Kind.UNGRADED ? reason(response.verdict()) : "",
                    response.finish() == FinishReason.LENGTH,
                    response.length(),
                    response.mode(),
                    response.entropy(),
                    response.oldestStep(),
                    response.rewards());
        }

        /** The text before the first colon, which names the component that failed; what follows differs between responses. */
        private static String reason(Verdict verdict) {
            String reason = verdict.why();
            int colon = reason.indexOf(':');
            String component = (colon > 0 ? reason.substring(0, colon) : reason).strip();
            return component.length() <= LONGEST_REASON
                    ? component
                    : component.substring(
                            0, component.offsetByCodePoints(0, component.codePointCount(0, LONGEST_REASON)));
        }

        /** Total reward. */
        double reward() {
            return rewards.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        boolean graded() {
            return verdict != Verdict.Kind.UNGRADED;
        }
    }

    public GroupObservation {
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(query, "query");
        requireNonNull(collapse, "collapse");
        requireNonNull(policy, "policy");
        responses = List.copyOf(responses);
    }

    static GroupObservation of(GroupRecord group) {
        Prompt prompt = group.prompt().prompt();
        return new GroupObservation(
                group.prompt().readAt(),
                prompt.source(),
                prompt.task(),
                group.query(),
                group.visit(),
                prompt.kind() == PromptKind.REFLECTION,
                group.collapse(),
                group.policy(),
                group.responses().stream().map(Response::of).toList());
    }
}
