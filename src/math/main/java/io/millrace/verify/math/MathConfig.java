package io.millrace.verify.math;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.AnswerVerifier;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierSettings;
import io.millrace.verify.VerifierType;
import io.millrace.verify.math.Leniency.Commas;
import io.millrace.verify.math.Leniency.Decimals;
import io.millrace.verify.math.algebra.AlgebraSystem;
import io.millrace.verify.math.number.Tolerance;
import io.millrace.verify.math.symja.Symja;
import java.util.List;
import java.util.Locale;

/**
 * The verifier of mathematical answers.
 *
 * @param sources places to search for the answer, in this order, at least one: boxed, hashes, phrase, formula, fence,
 *     letter, number, line, whole
 * @param stopped whether a response that was cut off by the token limit is incorrect
 * @param absolute tolerated absolute difference of two numbers, in the truth's unit, at least 0
 * @param relative tolerated difference of two numbers relative to the truth, in [0, 1); the larger of the two
 *     tolerances counts. It applies to two whole numbers only if the truth is written with a decimal point or a power
 *     of ten as a factor
 * @param commas meaning of a comma between digits: {@code strict}: it separates thousands or values; {@code decimal}: it may
 *     also be a decimal point where it cannot separate thousands, and spaces may separate thousands: 2,74 is 2.74, 12
 *     500 is 12500
 * @param decimals decimals accepted in place of an exact number: {@code strict}: none; {@code rounded}: the number rounded or
 *     truncated, with at least six digits: 0.333333 is 1/3
 * @param algebra computer algebra system that tries to prove two values equal if the verifier cannot decide: {@code none}, or
 *     {@code symja}, in a separate process; requires absolute and relative to be 0. It has a time limit, so a
 *     loaded machine can change a verdict, and a strict run with it is not bitwise reproducible
 */
public record MathConfig(
        @Default("[boxed, hashes, phrase]") List<String> sources,
        @Default("true") boolean stopped,
        @Default("0.0") double absolute,
        @Default("0.0") double relative,
        @Default("strict") Commas commas,
        @Default("strict") Decimals decimals,
        @Default("none") Algebra algebra)
        implements VerifierType {
    /** Computer algebra systems. */
    public enum Algebra {
        NONE,
        SYMJA
    }

    public MathConfig {
        sources = List.copyOf(sources);
        OptionRules rules = new OptionRules("math");
        rules.accepts("sources", sources, names -> AnswerSource.of(names, "math"));
        rules.accepts("absolute", absolute, value -> new Tolerance(value, 0));
        rules.accepts("relative", relative, value -> new Tolerance(0, value));
        rules.that(
                absolute == 0 && relative == 0 || algebra == Algebra.NONE,
                "algebra",
                "must be none with a tolerance, because it proves only equality, was %s with absolute"
                        + " %s and relative %s",
                algebra.name().toLowerCase(Locale.ROOT),
                absolute,
                relative);
        rules.done();
    }

    @Override
    public boolean readsAnswers() {
        return true;
    }

    @Override
    public void check(VerifierSettings settings, Problems problems) {
        if (algebra == Algebra.SYMJA) {
            Symja.refusal().ifPresent(rule -> problems.report("algebra", rule));
        }
    }

    @Override
    public Verifier create(VerifierContext context) {
        AlgebraSystem system = algebra == Algebra.SYMJA ? Symja.shared() : AlgebraSystem.NONE;
        return AnswerVerifier.of(
                "math",
                sources,
                stopped,
                new MathVerifier(new Tolerance(absolute, relative), new Leniency(commas, decimals), system));
    }
}
