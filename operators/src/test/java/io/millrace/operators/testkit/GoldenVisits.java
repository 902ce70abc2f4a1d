package io.millrace.operators.testkit;

import io.millrace.model.ChatMessage;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of the operators of every released version before they wrote the snapshots in {@code golden/}.
 *
 * <p>Never change a value: the snapshots in the repository were written from these values, and tests expect them.
 */
public final class GoldenVisits {
    /** Processing time of a query's visit 0, in epoch milliseconds. */
    public static final long START = 1_700_000_000_000L;

    /** Time between a query's visits, in milliseconds. */
    public static final long HOUR = 3_600_000;

    private static final LogProbs.Scale[] SCALES = {
        LogProbs.Scale.RAW, LogProbs.Scale.SCALED, LogProbs.Scale.FILTERED, LogProbs.Scale.NONE
    };
    private static final FinishReason[] FINISHES = {FinishReason.STOP, FinishReason.LENGTH, FinishReason.ABORT};
    private static final Origin[] ORIGINS = {Origin.SAMPLED, Origin.SAMPLED, Origin.REVISED, Origin.REPLAYED};

    private GoldenVisits() {}

    /**
     * The input of remember, in this order: five visits of query a, one of b, two of c, and one of d without a verdict.
     */
    public static List<Passage> remembered() {
        List<Passage> passages = new ArrayList<>();
        for (long visit = 0; visit < 5; visit++) {
            passages.add(group("a", visit, 10 + visit, 2));
        }
        passages.add(group("b", 0, 20, 3));
        passages.add(group("c", 0, 21, 1));
        passages.add(group("c", 1, 22, 2));
        passages.add(new GradedGroup(visit("d", 0, 23), new TokenIds(1), List.of(ungraded())));
        return passages;
    }

    /** The input of compose: three visits that form a minibatch, and two that wait. */
    public static List<Passage> composed() {
        return List.of(
                group("a", 0, 0, 2),
                group("b", 0, 1, 2),
                new VisitEnd(visit("c", 0, 2), VisitEnd.Kind.SAMPLING_FAILED, "engine: out of memory"),
                group("a", 1, 3, 2),
                new VisitEnd(visit("b", 1, 4), VisitEnd.Kind.PROMPT_TOO_LONG, ""));
    }

    /** A group whose responses differ in every property. */
    public static GradedGroup group(String query, long visit, long ordinal, int size) {
        List<GradedResponse> responses = new ArrayList<>();
        for (int sample = 0; sample < size; sample++) {
            responses.add(response(ordinal, sample));
        }
        return new GradedGroup(visit(query, visit, ordinal), new TokenIds(7, 300, 70_000), responses);
    }

    private static PromptVisit visit(String query, long visit, long ordinal) {
        Prompt prompt = new Prompt(
                "golden/" + query,
                List.of(new ChatMessage("system", "s"), ChatMessage.user(query + " \u00e9")),
                List.of("1", "2"),
                "golden",
                "hash",
                PromptKind.PLAIN);
        return new PromptVisit(prompt, visit, "prompts", ordinal);
    }

    private static GradedResponse response(long ordinal, int sample) {
        int salt = Math.toIntExact(ordinal * 3 + sample);
        int length = 3 + salt % 5;
        int[] ids = new int[length];
        float[] logProbs = new float[length];
        float[] entropies = new float[length];
        for (int i = 0; i < length; i++) {
            ids[i] = (salt * 31 + i * 977) % 150_000;
            logProbs[i] = -0.125f * (1 + (salt + i) % 9);
            entropies[i] = 0.25f * ((salt + 2 * i) % 7);
        }
        LogProbs.Scale scale = SCALES[salt % SCALES.length];
        Response response = new Response(
                sample,
                new TokenIds(ids),
                scale == LogProbs.Scale.NONE ? LogProbs.NONE : new LogProbs(scale, logProbs),
                salt % 3 == 0 ? Entropies.NONE : new Entropies(salt % 2 == 0, entropies),
                FINISHES[salt % FINISHES.length],
                List.of(new VersionSpan(40 + salt, 20 + salt, 0, 1), new VersionSpan(41 + salt, 21 + salt, 1, length)),
                ORIGINS[salt % ORIGINS.length],
                salt % 5 == 0 ? PromptKind.REFLECTION : PromptKind.PLAIN);
        boolean correct = salt % 2 == 0;
        Rewards rewards = Rewards.of("accuracy", correct ? 1 : 0).plus("length", -0.25 * (salt % 4));
        return new GradedResponse(response, Verdict.of(correct), rewards);
    }

    private static GradedResponse ungraded() {
        return new GradedResponse(response(23, 0).response(), Verdict.ungraded("golden"), Rewards.NONE);
    }
}
