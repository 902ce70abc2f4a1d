package io.millrace.jobs.bench;

import io.millrace.assembly.Parts;
import io.millrace.model.ChatMessage;
import io.millrace.model.Passage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Maps numbers to sampled groups of mathematical solutions, half of them correct, tokenized with the job's tokenizer.
 * Texts are generated and encoded once, before the first group, so emitting a group costs almost nothing. A query is the
 * same on every visit and in every subtask.
 */
final class TextGenerator extends RichMapFunction<Long, Passage> {
    private static final long serialVersionUID = 1;
    private static final int PROBLEMS = 16;
    private static final long SEED = 1;
    private static final String TASK = "math";

    private final Parts parts;
    private final int queries;
    private final int samples;
    private final int tokens;
    private transient List<Problem> problems;

    /** A problem, its accepted answer, and the responses of a group. */
    private record Problem(List<ChatMessage> messages, TokenIds prompt, String truth, List<Response> responses) {}

    /**
     * @param queries number of queries, visited in turn
     * @param samples responses per group
     * @param tokens length of a response, in tokens
     */
    TextGenerator(Parts parts, int queries, int samples, int tokens) {
        this.parts = parts;
        this.queries = queries;
        this.samples = samples;
        this.tokens = tokens;
    }

    @Override
    public void open(OpenContext context) {
        SplittableRandom random = new SplittableRandom(SEED);
        Tokenizer tokenizer = parts.tokenizer();
        problems = new ArrayList<>();
        for (int i = 0; i < PROBLEMS; i++) {
            problems.add(problem(tokenizer, random));
        }
    }

    private Problem problem(Tokenizer tokenizer, SplittableRandom random) {
        int numerator = random.nextInt(1, 100);
        int denominator = random.nextInt(2, 12);
        List<ChatMessage> messages =
                List.of(ChatMessage.user("What is %d divided by %d?".formatted(numerator, denominator)));
        List<Response> responses = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            int found = sample % 2 == 0 ? numerator : numerator + 1;
            String answer = "\n</think>\n\nThe answer is $\\boxed{\\dfrac{%d}{%d}}$.".formatted(found, denominator);
            responses.add(VisitGenerator.response(sample, ids(tokenizer, answer, random), random));
        }
        return new Problem(
                messages, tokenizer.prompt(messages), "\\frac{%d}{%d}".formatted(numerator, denominator), responses);
    }

    /** Token ids of a response: filler thinking cut to fit the response length, the answer, and a stop token. */
    private int[] ids(Tokenizer tokenizer, String answer, SplittableRandom random) {
        int[] end = tokenizer.encode(answer).ids();
        StringBuilder thinking = new StringBuilder("<think>\n");
        while (thinking.length() < 8 * tokens) {
            int x = random.nextInt(100);
            int y = random.nextInt(100);
            thinking.append(
                    "Wait, let me check again: $%d \\times %d = %d$, so we have %d.\n\n".formatted(x, y, x * y, x * y));
        }
        int[] start = tokenizer.encode(thinking.toString()).ids();
        int kept = Math.max(0, tokens - end.length - 1);
        int[] ids = Arrays.copyOf(start, kept + end.length + 1);
        System.arraycopy(end, 0, ids, kept, end.length);
        ids[ids.length - 1] = tokenizer.stopIds().get(0);
        return ids;
    }

    @Override
    public Passage map(Long ordinal) {
        Problem problem = problems.get((int) (ordinal % queries % PROBLEMS));
        Prompt prompt = new Prompt(
                "query %06d".formatted(ordinal % queries),
                problem.messages(),
                List.of(problem.truth()),
                "bench",
                TASK,
                PromptKind.PLAIN);
        return new SampledGroup(
                new PromptVisit(
                        prompt,
                        ordinal / queries,
                        "bench",
                        ordinal,
                        Clock.systemUTC().millis()),
                problem.prompt(),
                problem.responses());
    }
}
