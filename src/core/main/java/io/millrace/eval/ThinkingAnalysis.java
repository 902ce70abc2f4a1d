package io.millrace.eval;

import static java.util.Objects.requireNonNull;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Interaction;
import io.millrace.model.Mean;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.Thought;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Analyses the thinking and the tool calls in responses, by difficulty level or by source. */
public final class ThinkingAnalysis {
    private final Tasks tasks;
    private final Tokenizer tokenizer;
    private final Thoughts thoughts;
    private final ReflectionMarks marks;

    public ThinkingAnalysis(Tasks tasks, Tokenizer tokenizer, Thoughts thoughts, ReflectionMarks marks) {
        this.tasks = requireNonNull(tasks, "tasks");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.thoughts = requireNonNull(thoughts, "thoughts");
        this.marks = requireNonNull(marks, "marks");
    }

    /**
     * All prompts together first, then each level of difficulty in the order of the tasks, and each source of prompts without a
     * level, if there is more than one.
     */
    public List<ThinkingStatistics> of(List<AnsweredPrompt> answers) {
        Sums all = new Sums();
        Map<String, Sums> strata = new TreeMap<>(
                Comparator.<String>comparingInt(levels()::indexOf).thenComparing(Comparator.naturalOrder()));
        for (AnsweredPrompt answered : answers) {
            List<GradedResponse> graded =
                    answered.responses().stream().filter(GradedResponse::graded).toList();
            if (!graded.isEmpty()) {
                all.add(answered.prompt(), graded);
                strata.computeIfAbsent(stratum(answered.prompt()), s -> new Sums())
                        .add(answered.prompt(), graded);
            }
        }
        List<ThinkingStatistics> statistics = new ArrayList<>(List.of(all.statistics("")));
        if (strata.size() > 1) {
            strata.forEach((stratum, sums) -> statistics.add(sums.statistics(stratum)));
        }
        return statistics;
    }

    private String stratum(Prompt prompt) {
        return tasks.find(prompt.task())
                .map(task -> task.stratum(prompt))
                .filter(level -> !level.isEmpty())
                .orElse(prompt.source());
    }

    private List<String> levels() {
        return tasks.names().stream()
                .flatMap(name -> tasks.find(name).stream())
                .flatMap(task -> task.strata().stream())
                .toList();
    }

    private final class Sums {
        private int prompts;
        private int responses;
        private double accuracy;
        private int passed;
        private int solvedAll;
        private double tokens;
        private int truncated;
        private int thinking;
        private long thinkingTokens;
        private double density;
        private int marked;
        private long redundant;
        private Mean calls = Mean.NONE;
        private Mean unnecessary = Mean.NONE;

        void add(Prompt prompt, List<GradedResponse> group) {
            long correct = group.stream().filter(GradedResponse::correct).count();
            prompts++;
            accuracy += (double) correct / group.size();
            passed += correct > 0 ? 1 : 0;
            solvedAll += correct == group.size() ? 1 : 0;
            group.forEach(graded -> add(prompt, graded.response()));
        }

        private void add(Prompt prompt, Response response) {
            responses++;
            tokens += response.length();
            truncated += response.finish() == FinishReason.LENGTH ? 1 : 0;
            calls = calls.plus(metric(response, Interaction.TOOL_CALLS));
            unnecessary = unnecessary.plus(metric(response, Interaction.UNNECESSARY_CALLS));
            Thought thought = thoughts.read(response.sampled());
            if (thought.thinking().isBlank()) {
                return;
            }
            thinking++;
            thinkingTokens += thought.tokens();
            double own = marks.density(thought);
            density += own;
            marked += own > 0 ? 1 : 0;
            redundant += redundant(prompt, response, thought);
        }

        private static Mean metric(Response response, String name) {
            OptionalDouble value = response.interaction().metric(name);
            return value.isPresent() ? new Mean(value.getAsDouble(), 1) : Mean.NONE;
        }

        private int redundant(Prompt prompt, Response response, Thought thought) {
            OptionalInt reached = tasks.find(prompt.task())
                    .map((Task task) -> task.reached(prompt, thought.thinking()))
                    .orElse(OptionalInt.empty());
            if (reached.isEmpty()) {
                return 0;
            }
            int[] before = Arrays.copyOf(response.sampled().ids(), thought.from());
            int start = tokenizer.decode(new TokenIds(before)).length();
            int needed = thoughts.tokensBefore(response.sampled(), start + reached.getAsInt());
            return Math.max(0, thought.to() - needed);
        }

        ThinkingStatistics statistics(String stratum) {
            return new ThinkingStatistics(
                    stratum,
                    prompts,
                    accuracy / prompts,
                    (double) passed / prompts,
                    (double) solvedAll / prompts,
                    1 - (double) passed / prompts,
                    tokens / responses,
                    (double) truncated / responses,
                    (double) thinking / responses,
                    (double) thinkingTokens / thinking,
                    density / thinking,
                    (double) marked / thinking,
                    (double) redundant / thinkingTokens,
                    calls.value(),
                    unnecessary.value());
        }
    }
}
