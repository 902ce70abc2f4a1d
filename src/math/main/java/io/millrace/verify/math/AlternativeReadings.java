package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr.Quantity;
import io.millrace.verify.math.latex.Parser;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Alternative readings of an answer that is not one formula: as a sentence, as words for a number, with letters as a
 * unit.
 */
final class AlternativeReadings {
    private static final Pattern TYPE = Pattern.compile("\\\\(?:text|textrm|textbf|mbox|mathrm)\\s*\\{([^{}]*)\\}");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z][A-Za-z -]{1,120}");
    private static final Pattern UNIT = Pattern.compile(
            "([-+]?[\\d.,]+)\\s+([A-Za-z]+(?:\\^\\{?-?\\d\\}?)?(?:\\s*/\\s*[A-Za-z]+(?:\\^\\{?-?\\d\\}?)?)?)\\.?");
    private static final int MAX_LENGTH = 2_000;
    private static final String[] SIGNS = {"\\\\", "\\implies", "\\Right", "\\approx", "\\iff", "=>", "\u21d2", "\u2248"
    };
    private static final int MAX_WORDS = 12;

    private AlternativeReadings() {}

    /** Alternative texts of an answer, without the answer itself. */
    static List<String> of(String truth, String answer) {
        List<String> others = new ArrayList<>();
        if (answer.length() > MAX_LENGTH || !wordy(answer)) {
            return others;
        }
        String single = Truths.single(answer);
        if (!single.equals(answer)) {
            others.add(single);
        }
        number(TYPE.matcher(single).replaceAll("$1").strip(), others);
        Matcher unit = UNIT.matcher(single.replace("$", "").strip());
        if (unit.matches() && quantity(truth)) {
            others.add(unit.group(1) + " \\text{" + unit.group(2) + "}");
        }
        Prose.answer(single).ifPresent(others::add);
        return others;
    }

    /**
     * Whether an answer has words, or signs that may separate the parts of a sentence; pure formulas have no other
     * reading.
     */
    private static boolean wordy(String answer) {
        int i = 0;
        boolean blank = false;
        while (i < answer.length()) {
            int start = i;
            while (i < answer.length() && letter(answer.charAt(i))) {
                i++;
            }
            boolean command = start > 0 && answer.charAt(start - 1) == '\\';
            if (command && (answer.startsWith("begin{", start) || answer.startsWith("end{", start))) {
                i = Math.max(i, answer.indexOf('}', i));
            } else if (!command && (i - start > 1 || i > start && blank && Character.isDigit(answer.charAt(0)))) {
                return true;
            }
            blank = i < answer.length() && answer.charAt(i) == ' ';
            i += i < answer.length() ? 1 : 0;
        }
        for (String sign : SIGNS) {
            if (answer.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Words that begin with a number, with the number in digits. */
    private static void number(String plain, List<String> others) {
        if (!WORDS.matcher(plain).matches()) {
            return;
        }
        String[] words = plain.split(" +");
        for (int count = Math.min(words.length, MAX_WORDS); count > 0; count--) {
            String head = String.join(" ", List.of(words).subList(0, count));
            String rest = String.join(" ", List.of(words).subList(count, words.length));
            var number = NumberWords.of(head);
            if (number.isPresent()) {
                others.add((number.get() + " " + rest).strip());
                return;
            }
        }
    }

    private static boolean quantity(String truth) {
        try {
            return Parser.read(truth, true, new Budget()) instanceof Quantity;
        } catch (UnreadableException | LimitException | ArithmeticException e) {
            return false;
        }
    }
}
