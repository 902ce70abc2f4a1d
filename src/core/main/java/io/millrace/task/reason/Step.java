package io.millrace.task.reason;

import static java.util.Objects.requireNonNull;

/**
 * Computation of a register from the previous one.
 *
 * @param operation operation on the previous value
 * @param right second operand
 */
record Step(Operation operation, Operand right) {
    Step {
        requireNonNull(operation, "operation");
        requireNonNull(right, "right");
    }

    /**
     * Its result.
     *
     * @param left value of the register before
     * @param values the registers so far
     */
    int result(int left, int[] values, int modulus) {
        return operation.apply(left, right.in(values), modulus);
    }

    /** As written in a prompt, for instance {@code +4} or {@code +C}. */
    String text(char first) {
        return operation.symbol() + right.text(first);
    }

    /** As written in a trace, with a register replaced by its value. */
    String filled(int[] values) {
        return operation.symbol() + right.in(values);
    }
}
