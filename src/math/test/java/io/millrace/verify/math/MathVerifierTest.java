package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class MathVerifierTest {
    private static final MathVerifier VERIFIER = new MathVerifier();

    @Test
    void noIncorrectAnswerOfTheSuiteIsAccepted() {
        List<Pairs.Pair> taken = Pairs.all().stream()
                .filter(pair -> !pair.right() && verdict(pair).correct())
                .toList();
        taken.forEach(pair -> System.out.println("incorrect but accepted: " + pair + " by " + verdict(pair)));
        assertThat(taken).isEmpty();
    }

    @Test
    void atMostThreePercentOfCorrectAnswersOfTheSuiteAreMissed() {
        List<Pairs.Pair> right = Pairs.all().stream().filter(Pairs.Pair::right).toList();
        List<Pairs.Pair> missed =
                right.stream().filter(pair -> !verdict(pair).correct()).toList();
        missed.forEach(pair -> System.out.println("missed: " + pair + ", " + verdict(pair)));
        System.out.printf(
                "%d pairs, %d of %d correct answers missed%n", Pairs.all().size(), missed.size(), right.size());
        assertThat(missed.size()).isLessThanOrEqualTo(3 * right.size() / 100);
    }

    private static Verdict verdict(Pairs.Pair pair) {
        return VERIFIER.verify(List.of(pair.truth()), pair.answer());
    }
}
