package io.millrace.jobs.bench;

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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Maps numbers to graded groups of random tokens, half of them correct. Tokens are drawn once, before the first group,
 * so that generating groups costs next to nothing.
 */
final class VisitGenerator extends RichMapFunction<Long, Passage> {
    private static final long serialVersionUID = 1;
    private static final int VOCABULARY = 150_000;
    private static final int DRAWN = 16;
    private static final int PROMPT = 100;

    private final int queries;
    private final int samples;
    private final int tokens;
    private final double collapsed;
    private transient List<List<GradedResponse>> groups;

    /**
     * @param queries number of queries, visited in turn
     * @param samples responses per group
     * @param tokens length of a response, in tokens
     * @param collapsed share of groups that are, in turn, all correct or all incorrect, in [0, 1]; the others are half
     *     correct
     */
    VisitGenerator(int queries, int samples, int tokens, double collapsed) {
        this.queries = queries;
        this.samples = samples;
        this.tokens = tokens;
        this.collapsed = collapsed;
    }

    @Override
    public void open(OpenContext context) {
        SplittableRandom random =
                new SplittableRandom(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
        groups = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            List<GradedResponse> group = new ArrayList<>();
            for (int sample = 0; sample < samples; sample++) {
                boolean mixed = i >= collapsed * DRAWN;
                group.add(graded(sample, tokens, mixed ? sample % 2 == 0 : i % 2 == 0, random));
            }
            groups.add(group);
        }
    }

    @Override
    public Passage map(Long ordinal) {
        String query = "query %06d".formatted(ordinal % queries);
        Prompt prompt = new Prompt(
                query, List.of(ChatMessage.user("x".repeat(PROMPT))), List.of("1"), "bench", "bench", PromptKind.PLAIN);
        return new GradedGroup(
                new PromptVisit(prompt, ordinal / queries, "bench", ordinal),
                new TokenIds(new int[PROMPT]),
                groups.get((int) (ordinal % DRAWN)));
    }

    static GradedResponse graded(int sample, int tokens, boolean correct, SplittableRandom random) {
        Response response = response(sample, random.ints(tokens, 0, VOCABULARY).toArray(), random);
        return new GradedResponse(response, Verdict.of(correct), Rewards.of("accuracy", correct ? 1 : 0));
    }

    /** A response with the given tokens and random log-probs and entropies. */
    static Response response(int sample, int[] ids, SplittableRandom random) {
        float[] logProbs = new float[ids.length];
        float[] entropies = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            logProbs[i] = (float) Math.log(1 - random.nextDouble());
            entropies[i] = (float) (2 * random.nextDouble());
        }
        return new Response(
                sample,
                new TokenIds(ids),
                new LogProbs(LogProbs.Scale.RAW, logProbs),
                new Entropies(true, entropies),
                FinishReason.STOP,
                List.of(new VersionSpan(0, 0, 0, ids.length)),
                Origin.SAMPLED,
                PromptKind.PLAIN);
    }
}
