package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Text;
import io.millrace.verify.math.number.Rational;
import java.util.List;
import java.util.Optional;

/** Small numbers as words. */
final class NumberWords {
    private static final List<String> WORDS = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty");

    private NumberWords() {}

    /** The number that an expression says or is. */
    static Optional<Rational> of(Expr expr) {
        if (expr instanceof Num number) {
            return Optional.of(number.value());
        }
        int number = expr instanceof Text text ? WORDS.indexOf(text.words()) : -1;
        return number < 0 ? Optional.empty() : Optional.of(Rational.of(number));
    }
}
