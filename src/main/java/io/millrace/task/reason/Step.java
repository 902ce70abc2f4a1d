package io.millrace.task.reason;

import static java.util.Objects.requireNonNull;

/**
 * How one register is computed.
 *
 * @param left first operand
 * @param operation what is done
 * @param right second operand
 */
record Step(Operand left, Operation operation, Operand right) {
    Step {
        requireNonNull(left, "left");
        requireNonNull(operation, "operation");
        requireNonNull(right, "right");
    }

    /** Its result, given the registers so far. */
    int result(int[] values, int modulus) {
        return operation.apply(left.in(values), right.in(values), modulus);
    }

    /** As it stands in a prompt, for instance {@code B+4}. */
    String text(char first) {
        return left.text(first) + operation.symbol() + right.text(first);
    }

    /** As it stands in a trace, registers replaced by their values, for instance {@code 7+4}. */
    String filled(int[] values) {
        return left.in(values) + operation.symbol() + right.in(values);
    }
}
