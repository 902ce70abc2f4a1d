package io.millrace.verify.math;

import io.millrace.ordered.OrderedMap;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Text;
import io.millrace.verify.math.number.Rational;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whole numbers as words: {@code twenty-one}, {@code three hundred and five}. */
final class NumberWords {
    private static final List<String> UNITS = List.of(
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
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final Map<String, Long> SCALES =
            OrderedMap.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);
    private static final int MAX_LENGTH = 120;

    private NumberWords() {}

    /** The number that an expression is or spells out. */
    static Optional<Rational> of(Expr expr) {
        if (expr instanceof Num number) {
            return Optional.of(number.value());
        }
        return expr instanceof Text text ? of(text.words()) : Optional.empty();
    }

    /** The number that words spell out, without other words. */
    static Optional<Rational> of(String words) {
        if (words.isBlank() || words.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        long total = 0;
        long group = 0;
        long scale = Long.MAX_VALUE;
        int room = Integer.MAX_VALUE;
        boolean joined = true;
        for (String word : words.strip().toLowerCase(Locale.ROOT).split("[\\s-]+")) {
            boolean and = word.equals("and");
            if (and && (joined || group == 0)) {
                return Optional.empty();
            }
            joined = and;
            int unit = UNITS.indexOf(word);
            int tens = TENS.indexOf(word);
            if (unit >= 0 && (unit < 10 ? room > 1 && (group % 10 == 0) : room > 10)) {
                group += unit;
                room = unit == 0 && group == 0 ? 0 : 1;
            } else if (tens >= 0 && room > 10) {
                group += 20 + 10L * tens;
                room = 10;
            } else if (word.equals("hundred") && group > 0 && group < 10) {
                group *= 100;
                room = 100;
            } else if (SCALES.containsKey(word) && group > 0 && SCALES.get(word) < scale) {
                scale = SCALES.get(word);
                total += group * scale;
                group = 0;
                room = Integer.MAX_VALUE;
            } else if (!and) {
                return Optional.empty();
            }
        }
        return joined ? Optional.empty() : Optional.of(Rational.of(total + group));
    }
}
