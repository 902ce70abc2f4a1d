package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Surrogates;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.task.PromptGenerator;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Shows a prompt as the policy receives it, its truth as parsed, and the rewards of a correct and an incorrect answer, so that
 * users can check their data before a run. Rewards that compare the responses of a group are left out.
 */
public final class Preview {
    private static final int MAX_IDS = 500;
    private static final int MAX_TEXT = 200;
    /** Answer formats that verifiers look for, in the order in which they are tried. */
    private static final List<String> FORMS =
            List.of("\\boxed{%s}", "#### %s", "The answer is %s.", "```\n%s\n```", "%s");

    private static final List<String> PLAIN = List.of("%s");
    /** Answers that are incorrect for nearly every prompt. */
    private static final List<String> OTHERS = List.of("0", "1", "A", "B", "none of these", "{}");

    private final Tokenizer tokenizer;
    private final Tasks tasks;
    private final Grade grade;
    private final String closing;

    /**
     * @param tokenizer the tokenizer of the policy, with the opening of its prompts
     * @param tasks the tasks that the prompts refer to
     * @param grade the grading stage of the run
     * @param thinking tags around the thinking
     */
    public Preview(Tokenizer tokenizer, Tasks tasks, Grade grade, ThinkingConfig thinking) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.tasks = requireNonNull(tasks, "tasks");
        this.grade = requireNonNull(grade, "grade");
        boolean opened = Thoughts.leftOpen(tokenizer.tail(), thinking.open(), thinking.close());
        closing = opened ? thinking.close() + "\n\n" : "";
    }

    /**
     * The lines to show.
     *
     * @param ids whether the token ids are shown too
     * @throws io.millrace.model.PolicyException if the policy cannot take this prompt
     */
    public List<String> of(Prompt prompt, boolean ids) {
        TokenIds tokens = tokenizer.prompt(prompt.messages());
        List<String> lines = new ArrayList<>();
        tokenizer.written(tokens).lines().forEach(line -> lines.add("  │ " + line));
        lines.add("  %,d tokens%s".formatted(tokens.size(), ids ? ": " + list(tokens.ids()) : ""));
        lines.add("  task %s, %s"
                .formatted(
                        prompt.task(),
                        prompt.truths().isEmpty()
                                ? "no truth"
                                : "truth "
                                        + prompt.truths().stream()
                                                .map(Preview::shown)
                                                .collect(Collectors.joining(" or "))));
        tasks.find(prompt.task()).ifPresent(task -> answers(task, prompt, lines));
        return lines;
    }

    private static String list(int... ids) {
        String first =
                IntStream.of(ids).limit(MAX_IDS).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        return ids.length > MAX_IDS ? first + " ..." : first;
    }

    private void answers(Task task, Prompt prompt, List<String> lines) {
        if (task.waits()) {
            lines.add("  answers are judged by a remote verifier, which is not called here");
            return;
        }
        boolean makes = task instanceof PromptGenerator;
        List<String> forms =
                (makes ? PLAIN : FORMS).stream().map(closing::concat).toList();
        List<Answered> right = Stream.concat(
                        solution(task, prompt), task.truths(prompt).stream().flatMap(truth -> forms.stream()
                                .map(form -> new Answered(form, form.formatted(truth)))))
                .toList();
        Optional<Answered> correct = right.stream()
                .filter(answer -> graded(prompt, answer.text()).correct())
                .findFirst();
        correct.ifPresentOrElse(
                answer -> lines.add("  a correct answer, %s, earns %s"
                        .formatted(shown(answer.text()), earned(graded(prompt, answer.text())))),
                () -> lines.add("  WARNING: no answer built from the truth is judged correct%s"
                        .formatted(
                                right.isEmpty()
                                        ? ", because the prompt has no truth"
                                        : ": "
                                                + verdict(graded(
                                                        prompt, right.get(0).text())))));
        String form = correct.map(Answered::form).orElse(forms.get(0));
        OTHERS.stream()
                .map(form::formatted)
                .filter(answer -> graded(prompt, answer).verdict().kind() == Verdict.Kind.INCORRECT)
                .findFirst()
                .ifPresent(answer -> lines.add("  an incorrect answer, %s, earns %s"
                        .formatted(shown(answer), earned(graded(prompt, answer)))));
    }

    /**
     * An answer to grade.
     *
     * @param form format in which another answer could be written
     */
    private record Answered(String form, String text) {}

    /** The solution of a prompt, if its task generates prompts. */
    private Stream<Answered> solution(Task task, Prompt prompt) {
        return task instanceof PromptGenerator generator
                ? Stream.of(new Answered(closing + "%s", generator.solution(prompt, 0, new SplittableRandom(0))))
                : Stream.empty();
    }

    private GradedResponse graded(Prompt prompt, String answer) {
        int[] said = tokenizer.encode(answer).ids();
        int[] tokens = Arrays.copyOf(said, said.length + 1);
        tokens[said.length] = tokenizer.stopIds().get(0);
        return grade.grade(
                prompt,
                new Response(
                        0,
                        new TokenIds(tokens),
                        LogProbs.NONE,
                        Entropies.NONE,
                        FinishReason.STOP,
                        List.of(new VersionSpan(0, 0, 0, tokens.length)),
                        Origin.SAMPLED,
                        prompt.kind()));
    }

    private static String earned(GradedResponse graded) {
        String parts = graded.rewards().components().stream()
                .map(part -> "%s %.3f".formatted(part.name(), part.value()))
                .collect(Collectors.joining(", "));
        return "%.3f (%s)".formatted(graded.reward(), parts.isEmpty() ? verdict(graded) : parts);
    }

    private static String verdict(GradedResponse graded) {
        Verdict verdict = graded.verdict();
        return verdict.kind().text() + ", " + verdict.why();
    }

    private static String shown(String text) {
        String line = text.replace("\n", "⏎");
        return line.length() <= MAX_TEXT ? line : Surrogates.cut(line, MAX_TEXT) + "...";
    }
}
