package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CutRuleTest {
    private static double[] p(double... reached) {
        return reached;
    }

    /** last = n - 1 - min(floor((n + 10) 0.05), 5). */
    @ParameterizedTest
    @CsvSource({"1,0", "2,1", "9,8", "10,8", "11,9", "29,27", "30,27", "70,65", "90,84", "1000,994"})
    void theLastAllowedPositionDropsSomeOfManyParagraphs(int paragraphs, int last) {
        assertThat(CutRule.last(paragraphs)).isEqualTo(last);
    }

    @Test
    void normalIsTheFirstReachedInTheSecondHalf() {
        assertThat(CutRule.NORMAL.position(p(0.9, 0.9, 0.1, 0.5, 0.9, 0.1))).isEqualTo(3);
        assertThat(CutRule.NORMAL.position(p(0.9, 0.9, 0.5, 0.1, 0.9)))
                .as("j = 2 is before 5/2")
                .isEqualTo(4);
        assertThat(CutRule.NORMAL.position(p(0.9, 0.1, 0.5, 0.1)))
                .as("j = 2 is 4/2")
                .isEqualTo(2);
    }

    @Test
    void normalIsTheLastIfNoneIsReached() {
        assertThat(CutRule.NORMAL.position(p(0.9, 0.1, 0.49, 0.2))).isEqualTo(3);
        assertThat(CutRule.NORMAL.position(new double[10])).isEqualTo(8);
    }

    @Test
    void strongIsTheLikeliestBeforeNormal() {
        assertThat(CutRule.STRONG.position(p(0.1, 0.25, 0.3, 0.3, 0.2, 0.9)))
                .as("0.3 replaces 0.25, the second 0.3 nothing, and 0.9 is normal")
                .isEqualTo(2);
        assertThat(CutRule.STRONG.position(p(0.1, 0.24, 0.2, 0.6)))
                .as("none before normal")
                .isEqualTo(3);
        assertThat(CutRule.STRONG.position(p(0.3, 0.1, 0.1, 0.45)))
                .as("normal is never met")
                .isEqualTo(3);
        assertThat(CutRule.STRONG.position(new double[] {0, 0, 0})).isEqualTo(2);
    }

    @Test
    void weakIsTheSecondRunOrElseTheEndOfTheFirst() {
        assertThat(CutRule.WEAK.position(p(0.9, 0.9, 0.1, 0.1, 0.6, 0.7, 0.2, 0.8, 0.9)))
                .isEqualTo(7);
        assertThat(CutRule.WEAK.position(p(0.9, 0.1, 0.6, 0.7, 0.2))).isEqualTo(3);
        assertThat(CutRule.WEAK.position(p(0.1, 0.1, 0.6, 0.7))).isEqualTo(3);
        assertThat(CutRule.WEAK.position(p(0.9, 0.1, 0.1, 0.1))).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(CutRule.class)
    void oneParagraphIsKept(CutRule cut) {
        assertThat(cut.position(0.9)).isZero();
        assertThat(cut.position(0.1)).isZero();
    }

    @ParameterizedTest
    @EnumSource(CutRule.class)
    void noRuleExceedsTheLastAllowedPosition(CutRule cut) {
        double[] late = new double[10];
        late[9] = 1;
        assertThat(cut.position(late)).isEqualTo(8);
    }

    @Test
    void zeroParagraphsAreRejected() {
        assertThatThrownBy(() -> CutRule.NORMAL.position())
                .hasMessage("cut: must have at least one paragraph, had none");
    }

    @Test
    void strongIsNeverAfterNormalOrNormalAfterWeak() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] reached = random.doubles(1 + random.nextInt(60)).toArray();
            String what = "seed %d: %s".formatted(seed, Arrays.toString(reached));
            int strong = CutRule.STRONG.position(reached);
            int normal = CutRule.NORMAL.position(reached);
            int weak = CutRule.WEAK.position(reached);
            assertThat(strong).as(what).isBetween(0, normal);
            assertThat(weak).as(what).isBetween(normal, CutRule.last(reached.length));
        }
    }
}
