package io.millrace.verify.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generates equivalent notations of a truth, and incorrect answers close to it. Works on the text, without the parser
 * under test.
 */
final class Rewritings {
    private static final Pattern WHOLE = Pattern.compile("-?[1-9]\\d*");
    private static final Pattern FRACTION = Pattern.compile("(-?)\\\\d?frac\\{(\\d+)}\\{(\\d+)}");
    private static final Pattern WORDS = Pattern.compile("\\\\text\\{([a-z]+)}");

    /** Changes of typesetting only. */
    private static final List<String> LOOKS = List.of(
            "\\underline{%s}",
            "\\color{red}{%s}",
            "\\textcolor{blue}{%s}",
            "{\\Large %s}",
            "\\begin{aligned}%s\\end{aligned}",
            "%s\\\\",
            "%s\\tag{1}",
            "\\hspace{1cm}%s",
            "\\therefore %s",
            "%s\\ \\checkmark");

    /** Sentences that state only the answer. */
    private static final List<String> REMARKS = List.of(
            "\\text{Answer: }%s",
            "Answer: $%s$",
            "Therefore, $%s$",
            "The value is $%s$",
            "$%s$, as required",
            "$%s$ because it fits",
            "$%s$, since all others are too small",
            "$%s$ is the answer",
            "$%s$, and that is the final answer",
            "$%s$ and this is what was asked");

    /** Sentences that negate an answer, or also give another one. */
    private static final List<String> DENIALS = List.of(
            "not %s",
            "$%s$ is wrong",
            "$%s$ is not the answer",
            "%s or 12345",
            "12345 \\text{ or } %s",
            "either %s or 12345",
            "%s, or rather 12345",
            "%s, but 12345 is it",
            "12345, not %s",
            "12345 because it is not %s",
            "12345, since $%s$ is too small",
            "12345 (which is near $%s$)",
            "12345, as $%s$ is too large",
            "at least $%s$",
            "the value is less than $%s$",
            "between %s and 12345",
            "the one is 12345, the other is $%s$",
            "12345 is $%s$",
            "12345 \\implies 3\\cdot(%s) \\implies 12345",
            "%s = 12345",
            "12345 = %s",
            "%s \\approx 0.07771",
            "0.07771 \\approx %s",
            "%s \\implies 12345",
            "(%s, 12345)",
            "\\tag{%s} 12345",
            "\\textcolor{%s}{12345}");

    /** Sentences that modify an answer or name another one; meaningless for a multiple-choice letter. */
    private static final List<String> CHANGES = List.of(
            "twice the answer is $%s$",
            "half of the answer is $%s$",
            "half of the answer: $%s$",
            "the double is $%s$",
            "three times the answer is $%s$",
            "the square of x is $%s$",
            "the square root of the answer is $%s$",
            "the answer squared is $%s$",
            "the answer plus one is $%s$",
            "the answer minus one is $%s$",
            "the answer + 1 is $%s$",
            "the other is $%s$",
            "the reciprocal is $%s$",
            "the opposite of it is $%s$",
            "the inverse is $%s$",
            "the negative of it is $%s$",
            "the previous one is $%s$",
            "a third of the answer is $%s$",
            "$%s$ and the answer is half of it",
            "$%s$ and it equals the first part",
            "$%s$, which is twice the answer");

    private static final Pattern LETTER = Pattern.compile("\\(?(?:\\\\[a-z]+\\{)?\\(?[A-J]\\)?}?\\)?");

    private final Random random;

    Rewritings(long seed) {
        this.random = new Random(seed);
    }

    /** At least five texts that are equivalent to a truth. */
    Set<String> right(String raw) {
        String truth = raw.strip();
        String bare = dollars(truth) ? truth.substring(1, truth.length() - 1) : truth;
        Set<String> texts = new LinkedHashSet<>();
        texts.add(" " + truth + " ");
        texts.add(truth + ".");
        if (!truth.contains("$")) {
            texts.add("$" + truth + "$");
            texts.add("\\(" + truth + "\\)");
            texts.add("\\displaystyle " + truth);
        } else {
            texts.add("  " + truth + "  .");
            texts.add(truth.replace("$", "$ "));
            texts.add("\\displaystyle" + truth);
        }
        texts.add(bare.replace("\\frac", "\\dfrac"));
        texts.add(bare.replace("\\frac", "\\tfrac"));
        texts.add(spaced(bare));
        texts.add(bare.replace("\\left", "")
                .replace("\\right", "")
                .replace("(", "\\left(")
                .replace(")", "\\right)"));
        texts.add(bare.replaceAll("\\\\pi(?![a-z])", "π").replaceAll("\\\\infty(?![a-z])", "∞"));
        texts.add(bare.replace("\\sqrt{", "\\sqrt[2]{"));
        values(bare, texts);
        LOOKS.forEach(look -> texts.add(look.replace("%s", bare)));
        if (!bare.contains("$")) {
            REMARKS.forEach(remark -> texts.add(remark.replace("%s", bare)));
        }
        if (bare.contains("\\") && !bare.contains("\\\\")) {
            texts.add(bare.replace("\\", "\\\\"));
        }
        texts.remove(truth);
        return texts;
    }

    private void values(String bare, Set<String> texts) {
        Matcher words = WORDS.matcher(bare);
        if (words.matches()) {
            texts.add(words.group(1));
            texts.add("\\textbf{" + words.group(1).toUpperCase(java.util.Locale.ROOT) + "}");
        }
        if (WHOLE.matcher(bare).matches()) {
            whole(bare, texts);
        }
        Matcher fraction = FRACTION.matcher(bare);
        if (fraction.matches()) {
            fraction(fraction, texts);
        }
        if (scalar(bare)) {
            texts.add("(" + bare + ")\\cdot 1");
            texts.add("0+" + (bare.startsWith("-") ? "(" + bare + ")" : bare));
            texts.add("\\frac{3(" + bare + ")}{3}");
            texts.add("W = " + bare);
        }
        List<String> items = items(bare);
        if (items.size() > 1) {
            Collections.shuffle(items, random);
            texts.add(String.join(", ", items));
            texts.add("\\{" + String.join(",", items) + "\\}");
        }
    }

    private static void whole(String bare, Set<String> texts) {
        BigInteger value = new BigInteger(bare);
        texts.add(bare + ".0");
        texts.add(bare + " \\text{ cm}");
        texts.add(String.format(java.util.Locale.ROOT, "%,d", value));
        texts.add("\\frac{" + value.shiftLeft(1) + "}{2}");
        texts.add(value.subtract(BigInteger.ONE) + "+1");
        texts.add("\\text{Answer} = " + bare);
    }

    private static void fraction(Matcher fraction, Set<String> texts) {
        BigInteger top = new BigInteger(fraction.group(2));
        BigInteger bottom = new BigInteger(fraction.group(3));
        String sign = fraction.group(1);
        texts.add(sign + top + "/" + bottom);
        texts.add("\\frac{" + sign + top + "}{" + bottom + "}");
        texts.add(sign + "\\frac{" + top.shiftLeft(1) + "}{" + bottom.shiftLeft(1) + "}");
        BigInteger[] parts = top.divideAndRemainder(bottom);
        if (parts[0].signum() > 0 && parts[1].signum() > 0) {
            texts.add(sign + parts[0] + "\\frac{" + parts[1] + "}{" + bottom + "}");
        }
        try {
            texts.add(sign + new BigDecimal(top).divide(new BigDecimal(bottom)).toPlainString());
        } catch (ArithmeticException e) {
            texts.add(sign + "\\frac{1}{" + bottom + "}\\cdot " + top);
        }
    }

    /** Incorrect answers close to a truth. */
    Set<String> wrong(String raw) {
        String truth = raw.strip();
        String bare = dollars(truth) ? truth.substring(1, truth.length() - 1) : truth;
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < 3; i++) {
            changedDigit(bare, texts);
        }
        if (scalar(bare)) {
            texts.add("(" + bare + ")+1");
            texts.add("(" + bare + ")\\cdot 1.0011+0.00317");
            texts.add("\\{" + bare + ", 12345\\}");
            if (!bare.equals("0")) {
                texts.add("-(" + bare + ")");
                texts.add("2(" + bare + ")");
            }
        }
        List<String> items = items(bare);
        if (items.size() > 1) {
            texts.add(String.join(", ", items.subList(1, items.size())));
            texts.add(bare + ", 12345");
        }
        if (bare.startsWith("[")) {
            texts.add("(" + bare.substring(1));
        }
        DENIALS.forEach(denial -> texts.add(denial.replace("%s", bare)));
        if (!LETTER.matcher(bare).matches()) {
            CHANGES.forEach(change -> texts.add(change.replace("%s", bare)));
        }
        texts.add("12345.678");
        texts.add("\\text{none of these}");
        return texts;
    }

    /** The lower part of a binomial coefficient is kept: n over k is n over n - k. */
    private void changedDigit(String bare, Set<String> texts) {
        List<Integer> digits = new ArrayList<>();
        for (int i = 0; i < bare.length(); i++) {
            boolean chosen = bare.contains("\\binom") && bare.lastIndexOf("}{", i) >= 0;
            if (Character.isDigit(bare.charAt(i)) && !chosen) {
                digits.add(i);
            }
        }
        if (!digits.isEmpty()) {
            int at = digits.get(random.nextInt(digits.size()));
            int digit = (bare.charAt(at) - '0' + 1 + random.nextInt(8)) % 10;
            texts.add(bare.substring(0, at) + digit + bare.substring(at + 1));
        }
    }

    private static boolean dollars(String truth) {
        return truth.length() > 2
                && truth.startsWith("$")
                && truth.endsWith("$")
                && truth.chars().filter(c -> c == '$').count() == 2;
    }

    private static String spaced(String bare) {
        if (bare.contains("{,}") || bare.matches(".*\\d[eE][-+]\\d.*")) {
            return bare + "  ";
        }
        return bare.replaceAll("([-+=])", " $1 ")
                .replaceAll("(?<!\\\\)\\{", "{ ")
                .replaceAll("(?<!\\\\)}", " }");
    }

    /** Whether it is one value, so that it may be put into a sum. */
    private static boolean scalar(String bare) {
        return !bare.matches(
                        ".*(text|mbox|emptyset|\\\\\\{|,|=|\\\\le|\\\\ge|cup|\\\\in|begin|pm|%|circ|\\$|:|approx|angle|[<>;\\[]).*")
                && !bare.matches(
                        "[A-J]|\\+.*|[A-Za-z]{2,}|.*_\\{?\\d+}?\\.?|.*[a-zA-Z]{4}.*[ ].*|.*prime.*|.*'.*|.*\\\\frac\\{d.*|.* [a-zA-Z]{2}.*")
                && !bare.endsWith(".");
    }

    /** Values separated by commas outside of brackets. */
    private static List<String> items(String bare) {
        List<String> items = new ArrayList<>();
        if (bare.matches(".*(text|mbox|=|\\$|,\\\\!|\\\\,|\\d,\\d{3}).*") || bare.contains("where")) {
            return items;
        }
        int level = 0;
        int start = 0;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            level += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && level == 0) {
                items.add(bare.substring(start, i).strip());
                start = i + 1;
            }
        }
        items.add(bare.substring(start).strip());
        return items;
    }
}
