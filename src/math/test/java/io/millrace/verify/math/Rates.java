package io.millrace.verify.math;

import io.millrace.verify.AnswerSources;
import io.millrace.verify.Extraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How often the verifier accepts truths, their rewritings and incorrect answers. */
final class Rates {
    private static final Extraction EXTRACTION = new Extraction(List.of(AnswerSources.BOXED));
    private static final List<String> PROSE = List.of(
            "So we get $\\boxed{%s}$.",
            "Therefore \\[ \\boxed{%s} \\] as wanted.", "**Answer.** $\\boxed{7}$? No: \\boxed{%s}");

    private final MathVerifier verifier;
    private final Rewritings rewritings;
    private final List<String> failures = new ArrayList<>();
    private int truths;
    private int themselves;
    private int unreadable;
    private int rewritten;
    private int accepted;
    private int wrong;
    private int taken;

    Rates(MathVerifier verifier, long seed) {
        this.verifier = verifier;
        this.rewritings = new Rewritings(seed);
    }

    /** Tries all truths of a prompt. */
    void add(List<String> truthsOfPrompt) {
        for (String truth : truthsOfPrompt) {
            if (truth.isBlank()) {
                continue;
            }
            truths++;
            unreadable += verifier.refusal(truth).isPresent() ? 1 : 0;
            themselves += right(truthsOfPrompt, truth) ? 1 : 0;
            for (String answer : rewritings.right(truth)) {
                rewritten++;
                accepted += right(truthsOfPrompt, answer) ? 1 : 0;
            }
            if (truth.chars().filter(c -> c == '$').count() == 0) {
                for (String prose : PROSE) {
                    rewritten++;
                    Optional<String> answer = EXTRACTION.answer(prose.replace("%s", truth));
                    accepted += right(truthsOfPrompt, answer.orElse("")) ? 1 : 0;
                }
            }
            for (String answer : rewritings.wrong(truth)) {
                wrong++;
                if (verifier.verify(List.of(truth), answer).correct()) {
                    taken++;
                    failures.add("incorrect but accepted: %s for %s".formatted(answer, truth));
                }
            }
        }
    }

    private boolean right(List<String> truthsOfPrompt, String answer) {
        var verdict = verifier.verify(truthsOfPrompt, answer);
        if (!verdict.correct()) {
            failures.add("missed: %s for %s, %s".formatted(answer, truthsOfPrompt, verdict));
        }
        return verdict.correct();
    }

    List<String> failures() {
        return failures;
    }

    boolean allThemselves() {
        return themselves == truths;
    }

    double acceptedShare() {
        return (double) accepted / rewritten;
    }

    int taken() {
        return taken;
    }

    static String header() {
        return "| truths of | truths | accepted as they are | cannot be compared | rewritings | accepted | incorrect answers | wrongly accepted |\n"
                + "|---|---|---|---|---|---|---|---|";
    }

    String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f %% | %d | %,d | %.2f %% | %,d | %d |",
                name,
                truths,
                100.0 * themselves / truths,
                unreadable,
                rewritten,
                100 * acceptedShare(),
                wrong,
                taken);
    }
}
