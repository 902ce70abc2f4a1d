package io.millrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TimeLimitedTest {
    private static final Prompt PROMPT = Samples.digits("8,3:9,1");
    private static final Answer ANSWER = Answer.of(Samples.answered(0, "7"), CharTokens.digits());

    @Test
    void aVerdictInTimeIsKept() {
        assertThat(verify(Duration.ofMinutes(1), () -> Verdict.WRONG)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aVerifierThatNeverEndsIsInterruptedAndLeavesTheResponseUngraded() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Verdict verdict = verify(Duration.ofMillis(20), () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Verdict.CORRECT;
        });
        assertThat(verdict).isEqualTo(Verdict.ungraded("test: must be verified within 20 ms"));
        interrupted.await();
    }

    @Test
    void aVerifierThatFailsLeavesTheResponseUngraded() {
        Verdict verdict = verify(Duration.ofMinutes(1), () -> {
            throw new StackOverflowError();
        });
        assertThat(verdict).isEqualTo(Verdict.ungraded("test: StackOverflowError: null"));
    }

    private static Verdict verify(Duration limit, Supplier<Verdict> verifier) {
        return new TimeLimited(
                        new Task() {
                            @Override
                            public String name() {
                                return "test";
                            }

                            @Override
                            public Verdict verify(Prompt prompt, Answer answer) {
                                return verifier.get();
                            }

                            @Override
                            public Rewards reward(Prompt prompt, Answer answer, Verdict verdict) {
                                return Rewards.NONE;
                            }
                        },
                        limit)
                .verify(PROMPT, ANSWER);
    }
}
