package io.millrace.verify.math.symja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void questionsAreAnsweredOneAfterAnother() throws Exception {
        try (Worker worker = Worker.start(FakeWorker.answering("proven"), LONG)) {
            assertThat(worker.ask("a\tb", LONG)).isEqualTo("proven");
            assertThat(worker.ask("c\td", LONG)).isEqualTo("proven");
        }
    }

    @Test
    void otherLinesAndAnswersToOtherQuestionsAreSkipped() throws Exception {
        try (Worker worker = Worker.start(FakeWorker.chatting(), LONG)) {
            assertThat(worker.ask("a\tb", LONG)).isEqualTo("open");
            assertThat(worker.ask("a\tb", LONG)).isEqualTo("open");
        }
    }

    @Test
    void aQuestionWithoutAnAnswerTimesOut() throws Exception {
        try (Worker worker = Worker.start(FakeWorker.stuck(), LONG)) {
            assertThatThrownBy(() -> worker.ask("a\tb", SHORT)).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aClosedWorkerHasExited() throws Exception {
        Worker worker = Worker.start(FakeWorker.stuck(), LONG);
        assertThat(worker.alive()).isTrue();
        worker.close();
        assertThat(worker.alive()).isFalse();
    }

    @Test
    void aWorkerThatExitsReportsTheReasonBeforeAndAfterTheQuestion() throws Exception {
        try (Worker worker = Worker.start(FakeWorker.crashing(), LONG)) {
            String reason = "worker ended with exit code 7; its last output: broken pipe works";
            assertThatThrownBy(() -> worker.ask("a\tb", LONG)).hasMessage(reason);
            assertThatThrownBy(() -> worker.ask("a\tb", LONG)).hasMessage(reason);
        }
    }

    @Test
    void aWorkerThatCannotStartReportsTheReason() {
        assertThatThrownBy(() -> Worker.start(
                        FakeWorker.shell("echo one; echo two; echo three; echo no Symja >&2; exit 3"), LONG))
                .isInstanceOf(WorkerException.class)
                .hasMessage("worker ended with exit code 3; its last output: two | three | no Symja");
        assertThatThrownBy(() -> Worker.start(List.of("/no/such/java"), LONG))
                .isInstanceOf(WorkerException.class)
                .hasMessageStartingWith("worker cannot be started: Cannot run program \"/no/such/java\"");
    }

    @Test
    void aWorkerThatIsNeverReadyIsAbandoned() {
        assertThatThrownBy(() -> Worker.start(FakeWorker.shell("exec sleep 1000"), SHORT))
                .isInstanceOf(WorkerException.class)
                .hasMessage("worker was not ready within 50 ms; its last output: nothing");
    }

    @Test
    void anEndlessLineIsTruncated() {
        assertThatThrownBy(() -> Worker.start(FakeWorker.shell("head -c 100000 /dev/zero | tr '\\0' x; exit 3"), LONG))
                .hasMessage("worker ended with exit code 3; its last output: " + "x".repeat(1_000));
    }
}
