package io.millrace.episode;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.PolicySteps;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import java.util.List;

/**
 * One graded visit with all its responses, replays included; exactly one record per visit that was graded.
 *
 * @param prompt the visit; its time is the event time of its responses
 * @param policy weights that sampled the responses, those of replays not included
 * @param promptLength length of the prompt in tokens, at least 1; tells its rows from those of a reflection on the same visit
 * @param tokens the prompt as the policy saw it; empty if it was left out
 * @param collapse whether all verdicts were the same before replays joined
 * @param responses in the order of the group
 */
public record GroupRecord(
        PromptVisit prompt,
        PolicySteps policy,
        int promptLength,
        TokenIds tokens,
        Collapse collapse,
        List<ResponseRecord> responses)
        implements EpisodeRecord {
    public GroupRecord {
        requireNonNull(prompt, "prompt");
        requireNonNull(policy, "policy");
        requireNonNull(tokens, "tokens");
        requireNonNull(collapse, "collapse");
        responses = List.copyOf(responses);
        Require.that(promptLength >= 1, "episode: prompt length must be >= 1, was %d", promptLength);
        Require.that(
                responses.stream().map(ResponseRecord::sample).distinct().count() == responses.size(),
                "episode of %s: samples must differ",
                prompt.prompt().queryId());
    }

    @Override
    public String query() {
        return prompt.prompt().queryId();
    }

    @Override
    public long visit() {
        return prompt.visit();
    }

    @Override
    public PromptKind kind() {
        return prompt.prompt().kind();
    }

    /** The conversation that the responses answer. */
    public List<ChatMessage> messages() {
        return prompt.prompt().messages();
    }
}
