package io.millrace.method.rearl;

import io.millrace.learner.SupervisedExample;
import io.millrace.method.ModelExamples;
import io.millrace.method.PretrainContext;
import io.millrace.model.Prompt;
import io.millrace.model.TokenIds;
import io.millrace.policy.ScoringRequest.Text;
import io.millrace.task.PromptGenerator;
import io.millrace.text.Paragraph;
import io.millrace.text.Paragraphs;
import io.millrace.text.Thought;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Training examples of a reflection model: a paragraph of thinking is followed by the label Result if, according to the task, the
 * correct result has been reached by its end, otherwise by Think. Both labels are equally frequent, as far as the
 * traces allow.
 */
final class ReflectionExamples implements ModelExamples {
    /** Loss weight of the text itself, so that the model learns how problems are solved. */
    private static final float TEXT = 0.25f;

    private static final float LABEL = 8;

    private final PromptGenerator task;
    private final double noise;
    private final Tokenizer tokenizer;
    private final Thoughts thoughts;
    private final Paragraphs paragraphs;
    private final ReflectionPrompt prompt;

    /** Maximum number of solutions of a query that are generated to find one with thinking. */
    private static final int TRIES = 100;

    ReflectionExamples(ReviseConfig config, PretrainContext context) {
        task = context.task();
        tokenizer = context.tokenizer();
        noise = context.noise();
        thoughts = new Thoughts(tokenizer, context.thinking(), "");
        paragraphs = new Paragraphs(config.paragraphs(), tokenizer);
        prompt = new ReflectionPrompt(config, tokenizer);
    }

    /**
     * A trace and its labels.
     *
     * @param texts the texts of the paragraphs, in order, each with the blank lines before it; at least one
     * @param reached whether the correct result has been reached by the end of each
     */
    record Trace(Prompt query, List<String> texts, List<Boolean> reached) {}

    /** A trace of the task that contains thinking. */
    Trace trace(Prompt query, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            String solution = task.solution(query, noise, random);
            Thought thought = thoughts.read(tokenizer.encode(solution), solution);
            List<Paragraph> parts = paragraphs.split(thought.thinking());
            if (!parts.isEmpty()) {
                return trace(query, thought.thinking(), parts);
            }
        }
        throw new IllegalArgumentException(
                "pretrain: kind must be policy for task %s, whose solutions have no thinking between thinking.open and thinking.close, was reflection"
                        .formatted(task.name()));
    }

    private Trace trace(Prompt query, String thinking, List<Paragraph> parts) {
        OptionalInt result = task.reached(query, thinking);
        List<String> texts = new ArrayList<>();
        List<Boolean> reached = new ArrayList<>();
        int from = 0;
        for (Paragraph part : parts) {
            texts.add(thinking.substring(from, part.to()));
            reached.add(result.isPresent() && result.getAsInt() <= part.to());
            from = part.to();
        }
        return new Trace(query, texts, reached);
    }

    /** One paragraph of a trace, with the randomly drawn label if the trace contains it. */
    @Override
    public SupervisedExample of(Prompt query, RandomGenerator random) {
        Trace trace = trace(query, random);
        boolean wanted = random.nextBoolean();
        List<Integer> places = Stream.iterate(0, j -> j + 1)
                .limit(trace.texts().size())
                .filter(j -> trace.reached().get(j) == wanted)
                .toList();
        int j = places.isEmpty() ? random.nextInt(trace.texts().size()) : places.get(random.nextInt(places.size()));
        return example(trace, j);
    }

    private SupervisedExample example(Trace trace, int j) {
        List<int[]> starts = new ArrayList<>();
        for (Text text : prompt.texts(trace.query(), trace.texts())) {
            text.places()
                    .forEach(place -> starts.add(Arrays.copyOf(text.tokens().ids(), place)));
        }
        int[] read = starts.get(j);
        int label = prompt.labels().ids()[trace.reached().get(j) ? 1 : 0];
        int[] target = Arrays.copyOfRange(read, 1, read.length + 1);
        target[target.length - 1] = label;
        float[] weights = new float[target.length];
        Arrays.fill(weights, TEXT);
        weights[weights.length - 1] = LABEL;
        return new SupervisedExample(new TokenIds(read[0]), new TokenIds(target), weights);
    }
}
