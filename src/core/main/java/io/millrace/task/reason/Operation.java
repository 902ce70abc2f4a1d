package io.millrace.task.reason;

import java.util.Arrays;

/** The operation of a step on two values in 0..M-1; sums, differences and products are modulo M. */
enum Operation {
    ADD("+") {
        @Override
        int apply(int left, int right, int modulus) {
            return (left + right) % modulus;
        }
    },
    SUBTRACT("-") {
        @Override
        int apply(int left, int right, int modulus) {
            return Math.floorMod(left - right, modulus);
        }
    },
    MULTIPLY("*") {
        @Override
        int apply(int left, int right, int modulus) {
            return left * right % modulus;
        }
    },
    LARGER(" max ") {
        @Override
        int apply(int left, int right, int modulus) {
            return Math.max(left, right);
        }
    },
    SMALLER(" min ") {
        @Override
        int apply(int left, int right, int modulus) {
            return Math.min(left, right);
        }
    };

    private final String symbol;

    Operation(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The result.
     *
     * @param left in 0..modulus-1
     * @param right in 0..modulus-1
     * @return in 0..modulus-1
     */
    abstract int apply(int left, int right, int modulus);

    /** Its notation between two operands, including spaces. */
    String symbol() {
        return symbol;
    }

    static Operation of(String symbol) {
        return Arrays.stream(values())
                .filter(operation -> operation.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("reason: operation must be known, was " + symbol));
    }
}
