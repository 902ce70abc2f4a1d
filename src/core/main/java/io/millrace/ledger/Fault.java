package io.millrace.ledger;

import static java.util.Objects.requireNonNull;

/**
 * A rule that a ledger breaks.
 *
 * @param rule the broken rule
 * @param message the subject, the rule and the actual value
 */
public record Fault(Rule rule, String message) {
    /** The rules of a ledger. */
    public enum Rule {
        /** Every record can be read. */
        READABLE,
        /** Every visit ends once. */
        ONCE,
        /** The ordinals of a split have no gap, apart from visits that are still open. */
        NO_GAP,
        /** Steps are counted without a gap, in the order of the records. */
        STEP_ORDER,
        /** Each shard ends visits with one minibatch in each step, and with later ones in later steps. */
        MINIBATCH_ORDER,
        /** The channel of steps has the same steps, with as many groups. */
        STEPS_AGREE,
        /** The channel of minibatches carries the same ends. */
        MINIBATCHES_AGREE;

        /** The rule's name in output. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public Fault {
        requireNonNull(rule, "rule");
        requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return rule.key() + ": " + message;
    }
}
