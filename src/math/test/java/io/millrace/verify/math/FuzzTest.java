package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.Extraction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Answers with random damage: none may crash the verifier, or leave an answer with a readable truth ungraded. A longer
 * run: {@code -Dmillrace.fuzz=1000000}.
 */
class FuzzTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SEED = 42;
    private static final int CASES = Integer.getInteger("millrace.fuzz", 20_000);
    private static final String[] PIECES = {
        "\\frac",
        "{",
        "}",
        "\\left(",
        "\\right)",
        "(",
        ")",
        "[",
        "]",
        "\\{",
        "\\}",
        "^",
        "_",
        "\\sqrt",
        "\\sqrt[3]",
        "!",
        "|",
        "\\pm",
        "\\cup",
        ",",
        ";",
        "=",
        "<",
        "\\le",
        "\\in",
        "\\pi",
        "\\infty",
        "e^",
        "i",
        "x",
        "999999999",
        "0",
        ".",
        "-",
        "+",
        "/",
        "*",
        "\\log_",
        "\\sin",
        "\\text{",
        "\\begin{pmatrix}",
        "&",
        "\\\\",
        "\\end{pmatrix}",
        "\\",
        "$",
        "%",
        "^\\circ",
        " ",
        ":",
        "\\boxed{",
        "\\binom",
        "\\lfloor",
        "\\rfloor",
        "9^{9^{9",
        "1e99999",
        "\\overline",
        "or",
        "cm",
        "'",
        "𝜋",
        "½",
        "\u0000",
        "é",
        "^{1/7}",
        "\\arcsin",
        "\\ln",
        "!!",
        "10^{400}",
        "(x+y+z)^{9}",
        "\\tan",
        "\\frac00",
        "\\equiv",
        "\\pmod",
        "\\begin{cases}",
        "\\end{cases}",
        "\\begin{aligned}",
        "\\setminus",
        "\\cap",
        "\\mid",
        "\\ne",
        "\\implies",
        "\\approx",
        "\\choose",
        "\\sum_",
        "\\color{",
        "\\underline{",
        "\\tag",
        "\\dot",
        "\\quadx",
        " because ",
        " is ",
        " and ",
        " million",
        " base ",
        " mod ",
        "twenty",
        "€",
        "|x|"
    };

    @Test
    void damagedAnswersGetAVerdict() {
        List<Pairs.Pair> pairs = new ArrayList<>(Pairs.all());
        pairs.addAll(Pairs.kinds());
        Random random = new Random(SEED);
        MathVerifier verifier = new MathVerifier();
        Extraction extraction = new Extraction(AnswerSource.all());
        Map<Verdict.Kind, Integer> kinds = new EnumMap<>(Verdict.Kind.class);
        long longest = 0;
        String slowest = "";
        for (int i = 0; i < CASES; i++) {
            Pairs.Pair pair = pairs.get(random.nextInt(pairs.size()));
            String answer = damaged(pair.answer(), random);
            String given = extraction.answer("\\boxed{" + answer + "}").orElse("");
            long start = THREADS.getCurrentThreadCpuTime();
            Verdict verdict = verifier.verify(List.of(pair.truth()), given);
            long time = THREADS.getCurrentThreadCpuTime() - start;
            if (time > longest && i > CASES / 10) {
                longest = time;
                slowest = given + " for " + pair.truth();
            }
            assertThat(verdict.kind())
                    .as("case %d: %s for %s: %s", i, given, pair.truth(), verdict.reason())
                    .isNotEqualTo(Verdict.Kind.UNGRADED);
            kinds.merge(verdict.kind(), 1, Integer::sum);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d damaged answers: %s, slowest %.1f ms of CPU time: %s%n",
                CASES,
                kinds,
                longest / 1e6,
                slowest);
        assertThat(kinds.get(Verdict.Kind.INCORRECT)).isPositive();
    }

    private static String damaged(String answer, Random random) {
        StringBuilder text = new StringBuilder(answer);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + 1 + random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end).repeat(random.nextInt(20)));
                case 2 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                default -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }
}
