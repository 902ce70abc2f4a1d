package io.millrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
    private static final Progress RUNNING = new Progress(
            "digits",
            128,
            200,
            28,
            Duration.ofSeconds(134),
            List.of(0.1, 0.2, 0.35, 0.6, 0.812),
            List.of(0.0, 0.05, 0.3, 0.5, 0.713),
            List.of(0.124, 0.3, 0.612),
            List.of(12.0, 11.0, 9.0, 8.0, 7.0),
            Double.NaN,
            127,
            0.8,
            412,
            3890,
            12,
            0.35,
            0);
    private static final Progress STARTING = new Progress(
            "a run with a name that is far too long for the first line of a block",
            0,
            0,
            0,
            Duration.ZERO,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Double.NaN,
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            Double.NaN,
            0);

    @Test
    void aRunningJobIsShownAsABlock() {
        assertThat(String.join("\n", LiveBlock.render(RUNNING))).isEqualTo("""
                ╭─ digits ──────────────────────────────────────────────────────── 2 min 14 s ─╮
                │ step      128 of 200       ███████████████▍░░░░░░░░  64 %    1 min 36 s left │
                │ reward    0.412    ▁▂▃▆█                                                     │
                │ accuracy  31.3 %   ▁▁▄▆█                                                     │
                │ held-out  0.612    ▁▄█                            greedy reward, was 0.124   │
                │ tokens    9.4      █▇▄▂▁                                                     │
                │ policy    v127                      staleness     0.8 steps behind           │
                │ sampling  412 responses/s           tokens        3.89k/s                    │
                │ queue     12 visits                 back-pressure 35.0 %                     │
                ╰──────────────────────────────────────────────────────────────────────────────╯""");
    }

    @Test
    void aStartingJobShowsDashes() {
        assertThat(String.join("\n", LiveBlock.render(STARTING))).isEqualTo("""
                ╭─ a run with a name that is far too long … ───────────────────────────── 0 s ─╮
                │ step      0, no limit                                                        │
                │ reward    -                                                                  │
                │ accuracy  -                                                                  │
                │ held-out  -                                                                  │
                │ tokens    -                                                                  │
                │ policy    v0                        staleness     - steps behind             │
                │ sampling  - responses/s             tokens        -/s                        │
                │ queue     0 visits                  back-pressure -                          │
                ╰──────────────────────────────────────────────────────────────────────────────╯""");
    }

    @Test
    void allLinesOfABlockHaveTheSameWidth() {
        assertThat(LiveBlock.render(RUNNING))
                .allSatisfy(line -> assertThat(line).hasSize(LiveBlock.WIDTH));
        assertThat(LiveBlock.render(STARTING))
                .allSatisfy(line -> assertThat(line).hasSize(LiveBlock.WIDTH));
    }

    @Test
    void aRunLimitedByTokensShowsItsShareOfThem() {
        Progress tokens = new Progress(
                "r",
                7,
                0,
                0,
                Duration.ofSeconds(9),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0.5,
                7,
                0,
                1,
                1,
                0,
                0,
                2);
        assertThat(LiveBlock.render(tokens).get(1))
                .isEqualTo("│ step      7                ████████████░░░░░░░░░░░░  50 %                    │");
    }

    @Test
    void waitingForVerifiersIsShown() {
        Progress waiting = new Progress(
                "r",
                7,
                9,
                0,
                Duration.ofSeconds(9),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0.5,
                7,
                0,
                0,
                0,
                0,
                1,
                1);
        assertThat(LiveBlock.render(waiting).get(9))
                .isEqualTo("╰─ waiting for a verifier ─────────────────────────────────────────────────────╯")
                .hasSize(LiveBlock.WIDTH);
        assertThat(PlainProgress.render(waiting)).endsWith("  waiting for a verifier");
    }

    @Test
    void withoutATerminalAJobIsShownAsALine() {
        assertThat(PlainProgress.render(RUNNING))
                .isEqualTo(
                        "step 128/200  reward 0.412  accuracy 31.3 %  held-out 0.612  9.4 tokens  policy v127 (0.8 behind)"
                                + "  412 responses/s  3.89k tokens/s  queue 12  back-pressure 35.0 %  1 min 36 s left");
        assertThat(PlainProgress.render(STARTING))
                .isEqualTo(
                        "step 0  reward -  accuracy -  held-out -  - tokens  policy v0 (- behind)  - responses/s  - tokens/s  queue 0"
                                + "  back-pressure -");
    }

    @Test
    void aBlockReplacesThePreviousOne() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LiveDisplay display = new LiveDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        display.show(List.of("a", "b"));
        display.show(List.of("c"));
        display.log(List.of("news"));
        display.freeze();
        display.log(List.of("end"));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r" + unwrapped("a\u001b[K\nb\u001b[K\n")
                        + "\r\u001b[2A" + unwrapped("c\u001b[K\n") + "\u001b[K\n\u001b[1A"
                        + "\r\u001b[1Anews\u001b[K\n" + unwrapped("c\u001b[K\n")
                        + "\rend\u001b[K\n");
    }

    private static String unwrapped(String lines) {
        return "\u001b[?7l" + lines + "\u001b[?7h";
    }

    @Test
    void aSparklineSpansTheRangeOfItsValuesAndAveragesNeighbours() {
        assertThat(Sparkline.of(List.of(0.0, 0.5, 1.0), 3)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(-1.0, 1.0, 0.4, 0.6, 2.0, 0.0), 3)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(2.0, Double.NaN, 2.0), 9)).isEqualTo("▄ ▄");
        assertThat(Sparkline.of(List.of(), 9)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "7.251, 7.25",
        "9.996, 10.0",
        "99.96, 100",
        "999.4, 999",
        "999.6, 1.00k",
        "72500, 72.5k",
        "2e9, 2.00G",
        "NaN, -"
    })
    void ratesAreShownWithThreeDigits(double value, String text) {
        assertThat(Numbers.rate(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 00 s", "3725, 1 h 02 min", "200000, 2 d 07 h"})
    void timesAreShownInTheirTwoLargestUnits(long seconds, String text) {
        assertThat(Numbers.time(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
