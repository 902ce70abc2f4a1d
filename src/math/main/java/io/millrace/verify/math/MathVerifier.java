package io.millrace.verify.math;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Verdict;
import io.millrace.ordered.OrderedSet;
import io.millrace.verify.Choices;
import io.millrace.verify.Comparison;
import io.millrace.verify.math.algebra.AlgebraSystem;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Text;
import io.millrace.verify.math.latex.Parser;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Tolerance;
import io.millrace.verify.math.number.UnreadableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies mathematical answers. Stateless and thread-safe; the work on one pair is bounded by {@link Budget}.
 * Undecided pairs may be passed to an {@link AlgebraSystem}; only its proofs count, so it can turn incorrect verdicts
 * into correct ones, never the reverse.
 *
 * <pre>
 *   CORRECT    the answer matches a truth: same text or same value
 *   INCORRECT  the answer has another value, is unreadable, or exceeds the bounds
 *   UNGRADED   the truth itself cannot be read or evaluated, and the answer has a different text
 * </pre>
 *
 * <p>The verdict's reason is the rule that decided. When in doubt, an answer is incorrect: a policy must not learn to write
 * texts that a verifier mistakes for the truth, and must not be able to avoid an incorrect verdict with an unreadable
 * answer.
 */
public final class MathVerifier implements Comparison {
    private static final int SHOWN = 60;
    private static final Set<String> WORDS = OrderedSet.of(
            "YES", "NO", "TRUE", "NONE", "ALL", "ODD", "EVEN", "ZERO", "ONE", "TWO", "FOUR", "FIVE", "SIX", "NINE",
            "TEN");

    private static final Verdict SAME_TEXT = correct("same text");
    private static final Verdict DIFFERENT = wrong("differs");
    private static final Verdict WRITTEN_DIFFERENTLY = wrong("is written differently");

    private static Verdict correct(String rule) {
        return new Verdict(Verdict.Kind.CORRECT, rule);
    }

    private static Verdict wrong(String rule) {
        return new Verdict(Verdict.Kind.INCORRECT, rule);
    }

    private final Tolerance tolerance;
    private final Leniency leniency;
    private final AlgebraSystem system;

    /** Numbers must be equal. */
    public MathVerifier() {
        this(Tolerance.NONE, Leniency.STRICT, AlgebraSystem.NONE);
    }

    /** @param system decides about values on which the verifier itself reaches no decision */
    public MathVerifier(Tolerance tolerance, AlgebraSystem system) {
        this(tolerance, Leniency.STRICT, system);
    }

    /**
     * @param tolerance maximum distance of numbers from those of a truth
     * @param leniency rules for ambiguous answers
     * @param system decides about values on which the verifier itself reaches no decision; not used with a tolerance,
     *     since it proves only equality
     */
    public MathVerifier(Tolerance tolerance, Leniency leniency, AlgebraSystem system) {
        this.tolerance = requireNonNull(tolerance, "tolerance");
        this.leniency = requireNonNull(leniency, "leniency");
        this.system = tolerance.none() ? requireNonNull(system, "system") : AlgebraSystem.NONE;
    }

    /**
     * The reason why a truth can be matched only by its own text.
     *
     * @return empty if answers can be compared with its value
     */
    @Override
    public Optional<String> refusal(String truth) {
        if (truth.isBlank()) {
            return Optional.of("truth is blank");
        }
        String wanted = Truths.answer(truth);
        return Choices.truth(wanted).isPresent() || LiteralEquality.only(wanted)
                ? Optional.empty()
                : unreadable(readable(wanted));
    }

    @Override
    public Verdict verify(String truth, String answer) {
        return verify(truth, answer, new Questions(system));
    }

    @Override
    public Verdict verify(List<String> truths, String answer) {
        Questions questions = new Questions(system);
        return Comparison.anyOf(truths, truth -> verify(truth, answer, questions));
    }

    private Verdict verify(String truth, String answer, Questions questions) {
        if (answer.isBlank()) {
            return wrong("no answer");
        }
        if (answer.length() > Parser.MAX_LENGTH) {
            return wrong("answer has more than " + Parser.MAX_LENGTH + " characters");
        }
        String shape = PlainText.shape(answer);
        if (!shape.isEmpty() && PlainText.shape(truth).equals(shape)) {
            return SAME_TEXT;
        }
        String wanted = Truths.answer(truth);
        Verdict first = compared(wanted, answer, questions);
        return first.correct()
                ? first
                : otherwise(wanted, answer, first, questions).orElse(first);
    }

    /** An alternative reading of an answer: the answer in a sentence, or another permitted reading. */
    private Optional<Verdict> otherwise(String truth, String answer, Verdict first, Questions questions) {
        boolean read = first.kind() == Verdict.Kind.INCORRECT && first != WRITTEN_DIFFERENTLY;
        String wanted = read ? truth : readable(truth);
        Optional<Verdict> verdict =
                wanted.equals(truth) ? Optional.empty() : Optional.of(compared(wanted, answer, questions));
        if (verdict.filter(Verdict::correct).isPresent()) {
            return verdict;
        }
        List<String> others = AlternativeReadings.of(wanted, answer);
        if (leniency.decimalCommas()) {
            others.add(Separators.point(answer));
        }
        for (String other : others) {
            Verdict next = compared(wanted, other, questions);
            if (next.correct()) {
                return Optional.of(next);
            }
        }
        if (leniency.decimalCommas() && !Separators.point(wanted).equals(wanted)) {
            Verdict points = compared(Separators.point(wanted), Separators.point(answer), questions);
            return points.correct() ? Optional.of(points) : verdict;
        }
        return verdict;
    }

    /** A truth, or the answer in it if it is an unreadable sentence. */
    private String readable(String truth) {
        return unreadable(truth).isEmpty()
                ? truth
                : Sentence.answer(truth)
                        .filter(answer -> unreadable(answer).isEmpty())
                        .orElse(truth);
    }

    private Verdict compared(String truth, String answer, Questions questions) {
        Optional<Character> choice = Choices.truth(truth);
        if (choice.isPresent()) {
            return choice.equals(Choices.answer(answer)) ? correct("same choice") : DIFFERENT;
        }
        try {
            return compare(truth, answer, questions);
        } catch (UnreadableException | LimitException | ArithmeticException e) {
            return unreadable(truth)
                    .map(reason -> asWritten(truth, answer, reason))
                    .orElseGet(() -> wrong("answer cannot be compared: " + e.getMessage()));
        }
    }

    private static Verdict asWritten(String truth, String answer, String reason) {
        if (LiteralEquality.same(truth, answer)) {
            return SAME_TEXT;
        }
        return LiteralEquality.only(truth)
                ? WRITTEN_DIFFERENTLY
                : Verdict.ungraded("truth '%s' %s".formatted(shown(truth), reason));
    }

    private Verdict compare(String truth, String answer, Questions questions) {
        Budget budget = new Budget();
        Expr wanted = Parser.read(truth, true, budget);
        if (wanted instanceof Text text
                && sameWords(truth, answer)
                && (!points(text) || answer.contains(text.words()))) {
            return correct("same words");
        }
        Equivalence equivalence = equivalence(budget, questions);
        Verdict verdict = compare(wanted, Parser.read(answer, true, budget), equivalence);
        boolean otherReading = !verdict.correct() && Forms.several(wanted) && answer.indexOf(',') >= 0;
        return otherReading
                ? compare(wanted, Parser.read(answer, false, budget), equivalence(budget, questions))
                : verdict;
    }

    private Equivalence equivalence(Budget budget, Questions questions) {
        return new Equivalence(tolerance, leniency.roundedDecimals(), budget, questions);
    }

    private static boolean sameWords(String truth, String answer) {
        return PlainText.words(truth).equals(PlainText.words(answer));
    }

    /** Whether capitals name points, as in AB; in words case is ignored. */
    private static boolean points(Text text) {
        return text.words().matches("[A-Z]{2,4}") && !WORDS.contains(text.words());
    }

    private static Verdict compare(Expr truth, Expr answer, Equivalence equivalence) {
        if (!equivalence.equal(truth, answer)) {
            return DIFFERENT;
        }
        return correct(equivalence.rule());
    }

    /** The reason why a truth cannot even be compared with itself. */
    private Optional<String> unreadable(String truth) {
        try {
            Budget budget = new Budget();
            Expr wanted = Parser.read(truth, true, budget);
            boolean itself = equivalence(budget, new Questions(AlgebraSystem.NONE))
                    .equal(wanted, Parser.read(truth, true, budget));
            return itself ? Optional.empty() : Optional.of("is not equal to itself");
        } catch (UnreadableException | LimitException | ArithmeticException e) {
            return Optional.of("cannot be read: " + e.getMessage());
        }
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
