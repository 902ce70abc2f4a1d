package io.millrace.task.reason;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Demonstration;
import io.millrace.task.PromptGenerator;
import io.millrace.task.reason.TraceWriter.Written;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Chains of small sums: {@code C=3;D=C+4;E=D*7;E?} asks for E, modulo M; the answer follows the thinking.
 *
 * <pre>
 *   &lt;think&gt;
 *   C=3;D=C+4=7;E=D*7=8.
 *
 *   wait D=7;E=D*7=9.
 *   &lt;/think&gt;
 *
 *   9
 * </pre>
 *
 * <p>A response is correct if it ended on its own and the stripped text after the first closing tag is the answer; a response
 * without a closing tag is incorrect. It earns 1 or 0. If the prompt has opened the thinking with an ellipsis, a response that
 * starts with the closing tag and a blank line has not thought.
 */
public final class ReasonTask implements PromptGenerator {
    /** The name by which prompts refer to it. */
    public static final String NAME = "reason";

    /** Tag before the thinking. */
    public static final String OPEN = "<think>";
    /** Tag after the thinking. */
    public static final String CLOSE = "</think>";

    private static final String OPENING = OPEN + "\n";
    private static final String CLOSING = CLOSE + "\n\n";
    private static final String ELLIPSIS = OPENING + "...\n";
    private static final Verdict SAME = new Verdict(Verdict.Kind.CORRECT, "same number");
    private static final Verdict DIFFERS = new Verdict(Verdict.Kind.INCORRECT, "differs");
    private static final double DEMONSTRATION_NOISE = 0.7;
    private static final int DRAWS = 50;

    private final ReasonConfig config;
    private final TraceWriter writer;

    public ReasonTask(ReasonConfig config) {
        this.config = requireNonNull(config, "config");
        this.writer = new TraceWriter(config.modulus(), config.traces());
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * The answer is computed from the prompt, so a plain prompt must contain a problem, whatever its truth: other prompts belong to
     * other tasks. A reflection carries its truth.
     */
    @Override
    public Optional<String> refusal(Prompt prompt) {
        boolean judged = prompt.kind() == PromptKind.PLAIN
                ? Problem.find(prompt).isPresent()
                : truth(prompt).isPresent();
        return judged
                ? Optional.empty()
                : Optional.of(
                        "prompt %s: must have the form C=3;D=C+4;D?; for your own files, set the task to auto, math or another"
                                .formatted(prompt.queryId()));
    }

    @Override
    public List<String> truths(Prompt prompt) {
        return truth(prompt).map(List::of).orElse(List.of());
    }

    @Override
    public Verdict verify(Prompt prompt, DecodedResponse answer) {
        Optional<String> truth = truth(prompt);
        if (truth.isEmpty()) {
            return Verdict.ungraded("reason: prompt %s has no problem and no truth".formatted(prompt.queryId()));
        }
        int close = answer.text().indexOf(CLOSE);
        if (!answer.stopped() || close < 0) {
            return answer.stopped() ? Verdict.NO_ANSWER : Verdict.UNFINISHED;
        }
        String given = answer.text().substring(close + CLOSE.length()).strip();
        return given.equals(truth.get()) ? SAME : DIFFERS;
    }

    @Override
    public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
        return Rewards.of("accuracy", verdict.correct() ? 1 : 0);
    }

    /** {@code easy}, {@code medium} or {@code hard}, by the number of steps; empty if the prompt contains no problem. */
    @Override
    public String stratum(Prompt prompt) {
        return Problem.find(prompt).map(problem -> level(problem)).orElse("");
    }

    @Override
    public List<String> strata() {
        return List.of("easy", "medium", "hard");
    }

    private String level(Problem problem) {
        int steps = problem.steps().size();
        return steps <= config.easySteps() ? "easy" : steps >= config.hardSteps() ? "hard" : "medium";
    }

    @Override
    public OptionalInt reached(Prompt prompt, String thinking) {
        return Problem.find(prompt)
                .map(problem -> Trace.of(thinking).statements().stream()
                        .filter(stated -> stated.register() == problem.asked()
                                && stated.value() == problem.answer(config.modulus()))
                        .mapToInt(Trace.Statement::end)
                        .findFirst())
                .orElse(OptionalInt.empty());
    }

    @Override
    public List<Prompt> prompts(Part part, int count, long seed) {
        return new ProblemSource(config).draw(part, count, seed);
    }

    @Override
    public String alphabet() {
        StringBuilder all = new StringBuilder();
        String.join("", symbols()).codePoints().distinct().forEach(all::appendCodePoint);
        return all.toString();
    }

    @Override
    public List<String> symbols() {
        return ReasonSymbols.all(OPEN, CLOSE);
    }

    /** A whole response that thinks and ends. */
    @Override
    public String solution(Prompt prompt, double noise, RandomGenerator random) {
        Written written = writer.write(problem(prompt), noise, random);
        return OPENING + closed(written);
    }

    private static String closed(Written written) {
        return written.thinking() + "\n" + CLOSING + written.answer();
    }

    /** A demonstration with or without thinking, with or without an ellipsis, in the proportions of {@link ReasonTraceConfig}. */
    @Override
    public Demonstration demonstration(Prompt prompt, double noise, RandomGenerator random) {
        Problem problem = problem(prompt);
        ReasonTraceConfig traces = config.traces();
        boolean ellipsis = random.nextDouble() < traces.ellipsis();
        String opening = ellipsis ? ELLIPSIS : "";
        boolean easy = level(problem).equals("easy");
        if (ellipsis && random.nextDouble() < (easy ? traces.noThinkEasy() : traces.noThinkHard())) {
            String response = CLOSING + problem.answer(config.modulus());
            return new Demonstration(opening, response, true, easy ? traces.answerWeight() : 1);
        }
        String start = ellipsis ? "" : OPENING;
        if (random.nextDouble() < traces.endless()) {
            return new Demonstration(
                    opening, start + writer.endless(problem, noise, random).thinking(), false, 1);
        }
        return new Demonstration(opening, start + closed(writer.write(problem, noise, random)), true, 1);
    }

    /** A response whose answer is almost always incorrect, since many attempts are made. */
    @Override
    public String failure(Prompt prompt, RandomGenerator random) {
        Problem problem = problem(prompt);
        int answer = problem.answer(config.modulus());
        Written written = writer.write(problem, DEMONSTRATION_NOISE, random);
        for (int i = 0; i < DRAWS && written.answer() == answer; i++) {
            written = writer.write(problem, DEMONSTRATION_NOISE, random);
        }
        return OPENING + closed(written);
    }

    private Optional<String> truth(Prompt prompt) {
        return prompt.truths().size() == 1
                ? Optional.of(prompt.truths().get(0))
                : Problem.find(prompt).map(problem -> String.valueOf(problem.answer(config.modulus())));
    }

    private static Problem problem(Prompt prompt) {
        return Problem.find(prompt)
                .orElseThrow(() -> new IllegalArgumentException(
                        "prompt %s: must have the form C=3;D=C+4;D?".formatted(prompt.queryId())));
    }
}
