package io.millrace.curriculum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.curriculum.PassRates.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassRatesTest {
    private static final double DECAY = 0.75;

    /** Three prompts: never visited, visited without a verdict, and with pass rate 3/8. */
    private static final PassRates THREE =
            PassRates.unseen(3).plus(List.of(new Result(1, 0, 0), new Result(2, 8, 3)), DECAY);

    /** THREE, as version 1 wrote it. */
    private static final String GOLDEN = "01" + "00000003" + "0000" + "0001" + "57e6";

    /** First 2 of 4; then 0.75 * 0.5 + 0.25 * 1; then 0.75 * 0.625 + 0.25 * 0. */
    @Test
    void theMeanOfVisitsAgreesWithACalculationByHand() {
        PassRates first = PassRates.unseen(1).plus(List.of(new Result(0, 4, 2)), DECAY);
        PassRates second = first.plus(List.of(new Result(0, 8, 8)), DECAY);
        PassRates third = second.plus(List.of(new Result(0, 2, 0)), DECAY);

        assertThat(first.rate(0)).isEqualTo(0.5);
        assertThat(second.rate(0)).isEqualTo(0.625);
        assertThat(third.rate(0)).isEqualTo(0.46875);
        assertThat(PassRates.unseen(1)
                        .plus(List.of(new Result(0, 4, 2), new Result(0, 8, 8), new Result(0, 2, 0)), DECAY))
                .isEqualTo(third);
    }

    @Test
    void aVisitWithoutAVerdictMakesAPromptSeenAndChangesNoRate() {
        assertThat(THREE.seen(0)).isFalse();
        assertThat(THREE.seen(1)).isTrue();
        assertThat(THREE.seen(2)).isTrue();
        assertThat(THREE.rate(0)).isNaN();
        assertThat(THREE.rate(1)).isNaN();
        assertThat(THREE.plus(List.of(new Result(2, 0, 0)), DECAY)).isEqualTo(THREE);
        assertThat(THREE.plus(List.of(new Result(1, 8, 8)), DECAY).rate(1))
                .as("the first rate is that of the first visit with a verdict")
                .isEqualTo(1);
    }

    @Test
    void ratesOfUsualGroupsAreExact() {
        for (int graded : List.of(1, 2, 4, 5, 8, 10, 16, 20, 32)) {
            for (int correct = 0; correct <= graded; correct++) {
                assertThat(PassRates.unseen(1)
                                .plus(List.of(new Result(0, graded, correct)), DECAY)
                                .rate(0))
                        .isEqualTo((double) correct / graded);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theRateStaysCloseToTheExactMean(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double decay = random.nextDouble(0.95);
        PassRates rates = PassRates.unseen(1);
        double exact = Double.NaN;
        for (int k = 0; k < 300; k++) {
            int graded = 1 + random.nextInt(9);
            int correct = random.nextInt(graded + 1);
            double now = (double) correct / graded;
            exact = Double.isNaN(exact) ? now : decay * exact + (1 - decay) * now;
            rates = rates.plus(List.of(new Result(0, graded, correct)), decay);
            assertThat(rates.rate(0))
                    .as("seed %d, visit %d", seed, k)
                    .isCloseTo(exact, within(0.5 / 60_000 / (1 - decay)));
        }
    }

    @Test
    void goldenBytesAreWrittenAndRead(@TempDir Path folder) throws IOException {
        assertThat(HexFormat.of().formatHex(THREE.toBytes())).isEqualTo(GOLDEN);
        assertThat(PassRates.fromBytes(HexFormat.of().parseHex(GOLDEN))).isEqualTo(THREE);
        THREE.write(folder);
        assertThat(PassRates.read(folder)).isEqualTo(THREE);
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> PassRates.fromBytes(new byte[0]))
                .hasMessage(
                        "pass-rates.bin: version must be 1, was none: the file was written by a newer Millrace or by another program");
        assertThatThrownBy(() -> PassRates.fromBytes(HexFormat.of().parseHex("02" + GOLDEN.substring(2))))
                .hasMessage(
                        "pass-rates.bin: version must be 1, was 2: the file was written by a newer Millrace or by another program");
        assertThatThrownBy(() -> PassRates.fromBytes(HexFormat.of().parseHex(GOLDEN + "00")))
                .hasMessage(
                        "pass-rates.bin: must have 11 bytes for 3 prompts, had 12: the file was truncated or changed");
    }
}
