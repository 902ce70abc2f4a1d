package io.millrace.agent.tool;

import io.millrace.agent.ToolRejectionException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An arithmetic expression, evaluated exactly by recursive descent.
 *
 * <pre>
 *   sum     = product (('+' | '-') product)*
 *   product = factor (('*' | '/' | '%') factor)*
 *   factor  = ('+' | '-') factor | power
 *   power   = atom ('^' factor)?
 *   atom    = number | '(' sum ')'
 * </pre>
 */
final class ExactArithmetic {
    private static final int DEEPEST = 100;
    private static final int LONGEST = 10_000;

    private final String text;
    private final int digits;
    private int at;
    private int depth;

    /** @param digits maximum number of digits of a number */
    ExactArithmetic(String text, int digits) {
        this.text = text;
        this.digits = digits;
    }

    /**
     * The value as text.
     *
     * @throws ToolRejectionException if the expression has no value
     */
    String result() {
        if (text.length() > LONGEST) {
            throw new ToolRejectionException("the expression must have at most %d characters".formatted(LONGEST));
        }
        Fraction value = sum();
        if (peek() != 0) {
            throw unexpected();
        }
        return value.text();
    }

    private Fraction sum() {
        if (++depth > DEEPEST) {
            throw new ToolRejectionException("parentheses must not be nested deeper than " + DEEPEST);
        }
        Fraction value = product();
        for (char next = peek(); next == '+' || next == '-'; next = peek()) {
            at++;
            Fraction other = product();
            value = small(next == '+' ? value.plus(other) : value.plus(other.negated()));
        }
        depth--;
        return value;
    }

    private Fraction product() {
        Fraction value = factor();
        for (char next = peek(); next == '*' || next == '/' || next == '%'; next = peek()) {
            at++;
            Fraction other = factor();
            value = small(
                    switch (next) {
                        case '*' -> value.times(other);
                        case '/' -> value.over(other);
                        default -> value.modulo(other);
                    });
        }
        return value;
    }

    private Fraction factor() {
        char next = peek();
        if (next == '+' || next == '-') {
            if (++depth > DEEPEST) {
                throw new ToolRejectionException("there must be at most %d signs and parentheses".formatted(DEEPEST));
            }
            at++;
            Fraction value = factor();
            depth--;
            return next == '-' ? value.negated() : value;
        }
        return power();
    }

    private Fraction power() {
        Fraction base = atom();
        if (peek() != '^') {
            return base;
        }
        at++;
        Fraction exponent = factor();
        int most = 4 * digits;
        if (!exponent.whole() || exponent.numerator().abs().compareTo(BigInteger.valueOf(most)) > 0) {
            throw new ToolRejectionException("exponents must be whole numbers in -%d..%d".formatted(most, most));
        }
        int n = exponent.numerator().intValueExact();
        long bits = (long) Math.abs(n)
                * Math.max(base.numerator().bitLength(), base.denominator().bitLength());
        if (bits > 4L * digits + 64) {
            throw tooLarge();
        }
        return small(base.toThe(n));
    }

    private Fraction atom() {
        if (peek() == '(') {
            at++;
            Fraction value = sum();
            if (peek() != ')') {
                throw unexpected();
            }
            at++;
            return value;
        }
        int from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String number = text.substring(from, at);
        if (!number.matches("[0-9]+(\\.[0-9]+)?|\\.[0-9]+")) {
            at = from;
            throw unexpected();
        }
        if (number.length() > digits + 1) {
            throw tooLarge();
        }
        return Fraction.of(new BigDecimal(number));
    }

    /** The next character that is not white space; 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private Fraction small(Fraction value) {
        int most = (int) Math.min(Integer.MAX_VALUE, 3.33 * digits + 4);
        if (value.numerator().bitLength() > most || value.denominator().bitLength() > most) {
            throw tooLarge();
        }
        return value;
    }

    private ToolRejectionException tooLarge() {
        return new ToolRejectionException("numbers must have at most %d digits".formatted(digits));
    }

    private ToolRejectionException unexpected() {
        return peek() == 0
                ? new ToolRejectionException("the expression ends too early")
                : new ToolRejectionException("'%s' is unexpected at character %d of the expression"
                        .formatted(Character.toString(text.codePointAt(at)), at + 1));
    }
}
