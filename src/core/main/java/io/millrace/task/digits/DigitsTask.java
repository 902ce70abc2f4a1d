package io.millrace.task.digits;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.PromptGenerator;
import io.millrace.task.digits.DigitsConfig.Scoring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Digit completion: the prompt {@code a,b:M,n} gives two terms of an arithmetic sequence modulo M, the answer is the next n joined
 * by commas, then the end. One character is one token; the truth is computed from the prompt.
 *
 * <pre>
 *   T = the expected text,  k = length of the longest common prefix of the response and T
 *   digits = k / (|T| + 1)
 *   end    = 1 / (|T| + 1)  if the response ended on its own and its text is
 *              T                               (endOnlyWhenComplete)
 *              T, or a non-empty prefix of T   (verl's rule)
 *   R      = digits + end
 * </pre>
 *
 * <p>Range [0, 1]; 1 for T and the end only. Each character and the end are credited with their share. A response is correct if its
 * text is T and it ended on its own. The rule is that of verl's end-to-end test ({@code verl/tests/e2e/arithmetic_sequence}); under
 * it {@code 7E} earns 2/8 if {@code 7,2,6,1E} is expected, a reward for giving up early, which {@code endOnlyWhenComplete} removes.
 *
 * <p>Scored by the answer, a response may think first: drafts, each ended by a colon, precede the answer, and only the
 * answer is judged. It earns 1 if it is T and the response ended on its own, otherwise 0, and single tokens get no
 * credit. Long answers therefore tend to fail and short ones to succeed, and responses can be longer than necessary.
 */
public final class DigitsTask implements PromptGenerator {
    /** The name by which prompts refer to it. */
    public static final String NAME = "digits";

    private static final String ALPHABET = "0123456789,:";
    private static final Verdict SAME = new Verdict(Verdict.Kind.CORRECT, "same digits");
    private static final Verdict DIFFERS = new Verdict(Verdict.Kind.INCORRECT, "differs");
    private static final char DRAFT_END = ':';

    private final DigitsConfig config;

    public DigitsTask(DigitsConfig config) {
        this.config = requireNonNull(config, "config");
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The answer is computed from the prompt, so a plain prompt must have the form {@code a,b:M,n}; a reflection carries its truth. */
    @Override
    public Optional<String> refusal(Prompt prompt) {
        try {
            truth(prompt);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> truths(Prompt prompt) {
        return List.of(truth(prompt));
    }

    @Override
    public boolean creditsTokens() {
        return config.scoring() == Scoring.CHARACTERS;
    }

    @Override
    public Verdict verify(Prompt prompt, DecodedResponse answer) {
        String truth = truth(prompt);
        if (config.scoring() == Scoring.ANSWER) {
            return verdict(answer, judged(answer.text()).equals(truth));
        }
        int length = characters(answer);
        return verdict(answer, length == truth.length() && agreeing(truth, answer) == length);
    }

    private static Verdict verdict(DecodedResponse answer, boolean same) {
        if (!answer.stopped()) {
            return Verdict.UNFINISHED;
        }
        return same ? SAME : DIFFERS;
    }

    @Override
    public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
        if (config.scoring() == Scoring.ANSWER) {
            return Rewards.of("answer", verdict.correct() ? 1 : 0);
        }
        String truth = truth(prompt);
        double share = 1.0 / (truth.length() + 1);
        int agreeing = agreeing(truth, answer);
        boolean ended = earnsEnd(truth, agreeing, answer);
        float[] perToken = new float[answer.response().size()];
        Arrays.fill(perToken, 0, agreeing, (float) share);
        if (ended) {
            perToken[perToken.length - 1] = (float) share;
        }
        return new Rewards(
                List.of(
                        new Rewards.Component("digits", agreeing * share),
                        new Rewards.Component("end", ended ? share : 0)),
                perToken);
    }

    @Override
    public List<Prompt> prompts(Part part, int count, long seed) {
        return new DigitsPrompts(config.modulus()).draw(part, count, seed);
    }

    @Override
    public String alphabet() {
        return ALPHABET;
    }

    /** Each term is replaced by a random one with probability {@code noise}, divided by one plus the number of drafts before it. */
    @Override
    public String solution(Prompt prompt, double noise, RandomGenerator random) {
        Sequence sequence = Sequence.of(prompt);
        int drafts = config.drafts() == 0 ? 0 : random.nextInt(config.drafts() + 1);
        StringBuilder solution = new StringBuilder();
        for (int draft = 0; draft < drafts; draft++) {
            solution.append(attempt(sequence, noise, random)).append(DRAFT_END);
        }
        return solution.append(attempt(sequence, noise / (1 + drafts), random)).toString();
    }

    private static String attempt(Sequence sequence, double noise, RandomGenerator random) {
        List<String> terms = new ArrayList<>();
        for (int term : sequence.terms()) {
            terms.add(String.valueOf(random.nextDouble() < noise ? random.nextInt(sequence.modulus()) : term));
        }
        return String.join(",", terms);
    }

    /** The text after the drafts. */
    private static String judged(String text) {
        return text.substring(text.lastIndexOf(DRAFT_END) + 1);
    }

    private static String truth(Prompt prompt) {
        if (prompt.kind() == PromptKind.PLAIN) {
            return Sequence.of(prompt).answer();
        }
        Require.that(
                prompt.truths().size() == 1,
                "prompt %s: must have one truth as a reflection, had %d",
                prompt.queryId(),
                prompt.truths().size());
        return prompt.truths().get(0);
    }

    private boolean earnsEnd(String truth, int agreeing, DecodedResponse answer) {
        int length = characters(answer);
        if (!answer.stopped() || agreeing != length) {
            return false;
        }
        return length == truth.length() || length > 0 && !config.endOnlyWhenComplete();
    }

    /** Response tokens before the stop token. */
    private static int characters(DecodedResponse answer) {
        return answer.response().length() - (answer.stopped() ? 1 : 0);
    }

    /** Leading tokens that agree with T, one character each; a special token never agrees. */
    private static int agreeing(String truth, DecodedResponse answer) {
        int most = Math.min(characters(answer), truth.length());
        for (int i = 0; i < most; i++) {
            if (!answer.piece(i).equals(truth.substring(i, i + 1))) {
                return i;
            }
        }
        return most;
    }
}
