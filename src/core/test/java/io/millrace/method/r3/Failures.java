package io.millrace.method.r3;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.testkit.Samples;
import java.util.List;

/** Responses and index entries with only the given properties. */
final class Failures {
    private Failures() {}

    /** An incorrect, truncated response with the entropies of its tokens. */
    static GradedResponse truncated(float... entropies) {
        return of(FinishReason.LENGTH, false, entropies.length, new Entropies(true, entropies));
    }

    /** An incorrect response that ended on its own, with the entropies of its tokens. */
    static GradedResponse failed(float... entropies) {
        return of(FinishReason.STOP, false, entropies.length, new Entropies(true, entropies));
    }

    /** An incorrect, truncated response without entropies. */
    static GradedResponse truncatedBlindly(int tokens) {
        return of(FinishReason.LENGTH, false, tokens, Entropies.NONE);
    }

    /** A correct response. */
    static GradedResponse right(int tokens) {
        return of(FinishReason.STOP, true, tokens, Entropies.NONE);
    }

    private static GradedResponse of(FinishReason finish, boolean correct, int tokens, Entropies entropies) {
        Response response = new Response(
                0,
                new TokenIds(new int[tokens]),
                LogProbs.NONE,
                entropies,
                finish,
                List.of(new VersionSpan(0, 0, 0, tokens)),
                Origin.SAMPLED,
                PromptKind.PLAIN);
        return Samples.graded(response, correct, correct ? 1 : 0);
    }

    /** The index entry of a trajectory sampled in a plain context. */
    static IndexEntry entry(long number, boolean correct, int tokens, double reward) {
        return entry(number, correct, tokens, reward, PromptKind.PLAIN);
    }

    static IndexEntry entry(long number, boolean correct, int tokens, double reward, PromptKind context) {
        return new IndexEntry(
                number,
                number,
                correct ? Verdict.Kind.CORRECT : Verdict.Kind.INCORRECT,
                (float) reward,
                tokens,
                number,
                context,
                FinishReason.STOP,
                0,
                0);
    }

    static MemoryIndex index(IndexEntry... entries) {
        return new MemoryIndex(List.of(entries), 1000);
    }
}
