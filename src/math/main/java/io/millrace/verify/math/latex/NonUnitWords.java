package io.millrace.verify.math.latex;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Words after a value that modify or negate it: numbers, parts, arithmetic. */
final class NonUnitWords {
    private static final Set<String> WORDS = new LinkedHashSet<>();

    static {
        add(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen");
        add(
                "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion");
        add(
                "dozen score gross half halve third quarter fourth fifth sixth seventh eighth ninth tenth eleventh twelfth");
        add(
                "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth");
        add("sixtieth seventieth eightieth ninetieth hundredth thousandth millionth billionth trillionth");
        add(
                "plus minus times over divided multiplied multiply divide add added subtract subtracted increased decreased reduced");
        add(
                "double doubled triple tripled quadruple quadrupled halved twice thrice squared cubed factorial power root raised");
        add("sum difference product quotient mod modulo negative negated reciprocal inverse inverted point");
        add(
                "not least most more less fewer than no never neither nor is isn't are was were wrong incorrect incorrectly false");
    }

    private NonUnitWords() {}

    private static void add(String words) {
        WORDS.addAll(List.of(words.split(" ")));
    }

    /** @param word in lower case, in the singular */
    static boolean contains(String word) {
        return WORDS.contains(word);
    }
}
