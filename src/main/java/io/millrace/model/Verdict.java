package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * What the verifier found.
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

    public boolean correct() {
        return kind == Kind.CORRECT;
    }
}
