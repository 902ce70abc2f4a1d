package io.millrace.task.reason;

import io.millrace.check.Require;

/**
 * A number or a register in the definition of a register.
 *
 * @param register whether it is a register
 * @param value the number, in 0..9, or the register's index in the problem, from 0
 */
record Operand(boolean register, int value) {
    Operand {
        Require.that(value >= 0, "reason: operand must be >= 0, was %d", value);
        Require.that(register || value <= 9, "reason: number must be in 0..9, was %d", value);
    }

    static Operand number(int value) {
        return new Operand(false, value);
    }

    static Operand register(int index) {
        return new Operand(true, index);
    }

    /** Its value, given those of the registers so far. */
    int in(int[] values) {
        return register ? values[value] : value;
    }

    /** @param first letter of the problem's first register */
    String text(char first) {
        return register ? String.valueOf((char) (first + value)) : String.valueOf(value);
    }
}
