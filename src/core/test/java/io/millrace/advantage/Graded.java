package io.millrace.advantage;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import java.util.ArrayList;
import java.util.List;

/** Graded responses for tests of advantages: only length and rewards matter. */
final class Graded {
    private Graded() {}

    /** A response of 2 tokens. */
    static GradedResponse reward(double reward) {
        return of(2, Rewards.of("accuracy", reward));
    }

    /** A response with a reward for each token, summing to its total. */
    static GradedResponse dense(float... earned) {
        double total = 0;
        for (float one : earned) {
            total += one;
        }
        return of(earned.length, new Rewards(List.of(new Rewards.Component("dense", total)), earned));
    }

    static List<GradedResponse> group(double... rewards) {
        List<GradedResponse> group = new ArrayList<>();
        for (double reward : rewards) {
            group.add(reward(reward));
        }
        return group;
    }

    static GradedResponse of(int tokens, Rewards rewards) {
        return of(tokens, rewards, Verdict.CORRECT);
    }

    static GradedResponse of(int tokens, Rewards rewards, Verdict verdict) {
        Response response = new Response(
                0,
                new TokenIds(new int[tokens]),
                LogProbs.NONE,
                Entropies.NONE,
                FinishReason.STOP,
                List.of(new VersionSpan(0, 0, 0, tokens)),
                Origin.SAMPLED,
                PromptKind.PLAIN);
        return new GradedResponse(response, verdict, rewards);
    }
}
