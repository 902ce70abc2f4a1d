package io.millrace.task.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.config.ConfigReader;
import io.millrace.model.Prompt;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.reason.TraceWriter.Written;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceWriterTest {
    private static final int DRAWS = 2000;
    private static final ReasonConfig CONFIG = ConfigReader.defaults().task().reason();
    private static final Problem PROBLEM =
            Problem.find("C=3;D=C+4;E=D*7;F=E-D;G=F+E;G?").orElseThrow();

    @Test
    void aTraceWithoutMistakesStatesEveryStepCorrectly() {
        Written written = writer(1, 0).write(PROBLEM, 0, new SplittableRandom(1));
        assertThat(written.thinking()).isEqualTo("C=3;D=C+4=7;E=D*7=9;F=E-7=2;G=F+9=1.");
        assertThat(written.answer()).isEqualTo(1);
    }

    @Test
    void aMistakePropagatesToTheStepsThatUseIt() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < DRAWS; i++) {
            Written written = writer(1, 0).write(PROBLEM, 0.4, random);
            int[] values = new int[5];
            values[0] = 3;
            for (Trace.Statement stated : Trace.of(written.thinking()).statements()) {
                int index = stated.register() - 'C';
                if (index > 0) {
                    String step = PROBLEM.definition(index - 1)
                            + PROBLEM.steps().get(index - 1).filled(values) + "=" + stated.value();
                    assertThat(written.thinking()).contains(step);
                }
                values[index] = stated.value();
            }
        }
    }

    @Test
    void firstStatementsAreIncorrectAtTheRequestedRate() {
        ArithmeticErrors facts = new ArithmeticErrors(10, traces(0, 0.2, 0));
        SplittableRandom random = new SplittableRandom(3);
        double wrong = 0;
        int asked = 0;
        for (int i = 0; i < 100; i++) {
            for (int left = 0; left < 10; left++) {
                for (int right = 0; right < 10; right++) {
                    asked++;
                    wrong += facts.stated(Operation.ADD, left, right, 0.2, random) == (left + right) % 10 ? 0 : 1;
                }
            }
        }
        assertThat(wrong / asked).isBetween(0.15, 0.25);
    }

    @Test
    void mistakesRepeatForTheSameFacts() {
        ArithmeticErrors facts = new ArithmeticErrors(10, traces(0, 0, 0));
        SplittableRandom random = new SplittableRandom(4);
        for (int left = 0; left < 10; left++) {
            for (int right = 0; right < 10; right++) {
                int wrong = facts.wrong(Operation.SUBTRACT, left, right);
                int truth = Operation.SUBTRACT.apply(left, right, 10);
                assertThat(wrong).isBetween(0, 9).isNotEqualTo(truth);
                int stated = facts.stated(Operation.SUBTRACT, left, right, 0.1, random);
                assertThat(stated).isIn(truth, facts.weak(Operation.SUBTRACT, left, right) ? wrong : truth);
            }
        }
    }

    @Test
    void reChecksRepeatMistakesOnStubbornFacts() {
        ReasonTraceConfig config = new ReasonTraceConfig(0.5, 0.1, 0.2, 0.85, 0, 2, 40, 1, 0.3, 0, 0, 0, 0, 1);
        ArithmeticErrors facts = new ArithmeticErrors(10, config);
        SplittableRandom random = new SplittableRandom(8);
        int wrong = 0;
        int stubborn = 0;
        for (int left = 0; left < 10; left++) {
            for (int right = 0; right < 10; right++) {
                for (int i = 0; i < 50 && facts.stubborn(Operation.ADD, left, right); i++) {
                    stubborn++;
                    wrong += facts.stated(Operation.ADD, left, right, 0.01, random) == (left + right) % 10 ? 0 : 1;
                }
                assertThat(facts.stated(Operation.ADD, left, right, 0, random)).isEqualTo((left + right) % 10);
            }
        }
        assertThat(stubborn / 50).isBetween(10, 32);
        assertThat((double) wrong / stubborn).isBetween(0.8, 0.9);
    }

    @Test
    void reChecksImproveAccuracy() {
        double alone = accuracy(writer(1, 0));
        double checked = accuracy(writer(0, 0.3));
        assertThat(checked).isGreaterThan(alone + 0.1);
        assertThat(accuracy(writer(0, 0))).isEqualTo(1);
    }

    @Test
    void carelessReChecksDoNotChangeAccuracy() {
        assertThat(accuracy(writer(0, 1))).isCloseTo(accuracy(writer(1, 1)), within(0.06));
    }

    @Test
    void paragraphsEndInAFullStopAndReChecksBeginWithAMark() {
        SplittableRandom random = new SplittableRandom(5);
        TraceWriter writer = new TraceWriter(10, CONFIG.traces());
        for (int i = 0; i < DRAWS; i++) {
            String[] paragraphs = writer.write(PROBLEM, 0.2, random).thinking().split("\n\n");
            assertThat(paragraphs).allMatch(paragraph -> paragraph.endsWith("."));
            for (int p = 1; p < paragraphs.length; p++) {
                assertThat(paragraphs[p]).matches("(wait|but|check|alternatively) [C-F]=\\d;.*");
            }
        }
    }

    @Test
    void noReCheckBeginsAfterTheMaximumNumberOfSteps() {
        SplittableRandom random = new SplittableRandom(6);
        TraceWriter writer = new TraceWriter(10, CONFIG.traces());
        for (int i = 0; i < DRAWS; i++) {
            assertThat(Trace.of(writer.write(PROBLEM, 0.2, random).thinking()).statements())
                    .hasSizeLessThanOrEqualTo(
                            CONFIG.traces().mostSteps() + 1 + CONFIG.traces().mostRechecks());
        }
        assertThat(Trace.of(writer.endless(PROBLEM, 0.2, random).thinking()).statements())
                .hasSizeGreaterThan(60);
    }

    @Test
    void mostTracesAreReCheckedAfterTheResult() {
        ReasonTask task = new ReasonTask(CONFIG);
        TraceWriter writer = new TraceWriter(10, CONFIG.traces());
        SplittableRandom random = new SplittableRandom(8);
        double all = 0;
        double after = 0;
        double checked = 0;
        for (Prompt prompt : task.prompts(Part.HELD_OUT, DRAWS, 8)) {
            String thinking = writer.write(Problem.find(prompt).orElseThrow(), 0.34, random)
                    .thinking();
            all += thinking.length();
            after += thinking.length() - task.reached(prompt, thinking).orElse(thinking.length());
            checked += thinking.contains("\n\n") ? 1 : 0;
        }
        assertThat(after / all).isGreaterThan(0.3);
        assertThat(checked / DRAWS).isGreaterThan(0.85);
    }

    private static double accuracy(TraceWriter writer) {
        SplittableRandom random = new SplittableRandom(7);
        return IntStream.range(0, DRAWS)
                        .filter(i -> writer.write(PROBLEM, 0.35, random).answer() == PROBLEM.answer(10))
                        .count()
                / (double) DRAWS;
    }

    private static TraceWriter writer(double unchecked, double careful) {
        return new TraceWriter(10, traces(unchecked, 0.1, careful));
    }

    private static ReasonTraceConfig traces(double unchecked, double slips, double careful) {
        return new ReasonTraceConfig(0.3, slips, 0, 0, unchecked, 2, 40, 1, careful, 0, 0, 0, 0, 1);
    }
}
