package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Result of a verifier.
 *
 * @param kind correct, wrong, or not graded
 * @param reason why it was not graded, or the rule that decided; may be empty
 */
public record Verdict(Kind kind, String reason) {
    /** The three outcomes of verification. */
    public enum Kind {
        CORRECT,
        WRONG,
        /** The verifier failed: the response leaves the group, its baseline too, and is counted. Never a reward of 0. */
        UNGRADED
    }

    public static final Verdict CORRECT = new Verdict(Kind.CORRECT, "");
    public static final Verdict WRONG = new Verdict(Kind.WRONG, "");
    /** Incorrect, since nothing that could be an answer was found. */
    public static final Verdict NO_ANSWER = new Verdict(Kind.WRONG, "no answer");
    /** Incorrect, since the response was cut off. */
    public static final Verdict UNFINISHED = new Verdict(Kind.WRONG, "did not end by itself");

    public Verdict {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
    }

    public static Verdict of(boolean correct) {
        return correct ? CORRECT : WRONG;
    }

    public static Verdict ungraded(String reason) {
        return new Verdict(Kind.UNGRADED, reason);
    }

    /**
     * Not graded, since something failed.
     *
     * @param who failed
     */
    public static Verdict failed(String who, Throwable e) {
        return ungraded("%s: %s: %s".formatted(who, e.getClass().getSimpleName(), e.getMessage()));
    }

    /**
     * Verdicts on several, one by one.
     *
     * @param who judges them
     * @return one for each, in order; ungraded where the judgement throws
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

    /** Whether no answer was looked at: there was none, or the response was cut off before its end. */
    public boolean unanswered() {
        return equals(NO_ANSWER) || equals(UNFINISHED);
    }

    /** The reason, or that there is none. */
    public String why() {
        return reason.isBlank() ? "the verifier gave no reason" : reason;
    }

    public boolean correct() {
        return kind == Kind.CORRECT;
    }
}
