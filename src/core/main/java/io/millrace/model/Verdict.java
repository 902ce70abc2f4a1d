package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Result of a verifier.
 *
 * @param kind correct, incorrect, or not graded
 * @param reason why it was not graded, or the rule that decided; may be empty
 */
public record Verdict(Kind kind, String reason) {
    /** The three outcomes of verification. */
    public enum Kind {
        CORRECT("correct"),
        INCORRECT("wrong"),
        /**
         * The verifier failed: the response is removed from the group and its baseline, and is counted. It never becomes a reward
         * of 0.
         */
        UNGRADED("ungraded");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The name in published files. */
        public String text() {
            return text;
        }
    }

    public static final Verdict CORRECT = new Verdict(Kind.CORRECT, "");
    public static final Verdict INCORRECT = new Verdict(Kind.INCORRECT, "");
    /** Incorrect, because no answer was found. */
    public static final Verdict NO_ANSWER = new Verdict(Kind.INCORRECT, "no answer");
    /** Incorrect, because the response was truncated. */
    public static final Verdict UNFINISHED = new Verdict(Kind.INCORRECT, "did not end by itself");

    public Verdict {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
    }

    public static Verdict of(boolean correct) {
        return correct ? CORRECT : INCORRECT;
    }

    public static Verdict ungraded(String reason) {
        return new Verdict(Kind.UNGRADED, reason);
    }

    /**
     * Not graded, because of a failure.
     *
     * @param who component that failed
     */
    public static Verdict failed(String who, Throwable e) {
        return ungraded("%s: %s: %s".formatted(who, e.getClass().getSimpleName(), e.getMessage()));
    }

    /**
     * Verdicts on several items, judged one by one.
     *
     * @param who component that judges them
     * @return one for each, in order; ungraded where judging throws an exception
     */
    public static <T> List<Verdict> each(List<T> judged, String who, Function<T, Verdict> verdict) {
        List<Verdict> verdicts = new ArrayList<>();
        for (T one : judged) {
            try {
                verdicts.add(verdict.apply(one));
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                verdicts.add(failed(who, e));
            }
        }
        return verdicts;
    }

    /** Whether no answer was compared, because there was none or the response was truncated. */
    public boolean unanswered() {
        return equals(NO_ANSWER) || equals(UNFINISHED);
    }

    /** The reason, or a placeholder if there is none. */
    public String why() {
        return reason.isBlank() ? "the verifier gave no reason" : reason;
    }

    public boolean correct() {
        return kind == Kind.CORRECT;
    }
}
