package io.millrace.verify;

import io.millrace.verify.math.AlgebraSystem;
import io.millrace.verify.math.MathVerifier;
import io.millrace.verify.math.number.Tolerance;
import java.util.List;
import java.util.Map;

/**
 * Mathematical answers.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, fence, letter, number, line,
 *     whole
 * @param stopped whether a response must have ended by itself to be right
 * @param absolute difference of two numbers that counts as none, at least 0
 * @param relative difference of two numbers that counts as none, as a share of the truth, in [0, 1); the larger of the two counts
 */
public record MathConfig(String name, List<String> sources, boolean stopped, double absolute, double relative)
        implements VerifierConfig {
    public MathConfig {
        VerifierConfig.name("math", name);
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "math");
        new Tolerance(absolute, relative);
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return VerifierConfig.answers(
                "math", sources, stopped, new MathVerifier(new Tolerance(absolute, relative), AlgebraSystem.NONE));
    }
}
