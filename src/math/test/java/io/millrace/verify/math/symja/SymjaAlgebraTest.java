package io.millrace.verify.math.symja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.latex.Expr.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SymjaAlgebraTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final WorkerTimeouts PATIENT = new WorkerTimeouts(LONG, LONG, 4);
    private static final Expr X = new Symbol("x");
    private static final Expr[] NAMES = {new Symbol("a"), new Symbol("b"), new Symbol("c")};

    @TempDir
    private Path temp;

    @Test
    void aProofOfTheWorkerCounts() {
        try (SymjaAlgebra algebra = new SymjaAlgebra(FakeWorker.answering("proven"), PATIENT)) {
            assertThat(algebra.proves(X, call(0))).isTrue();
            assertThat(algebra.outcomes()).containsEntry(Outcome.PROVEN, 1L);
        }
    }

    @Test
    void everyOtherAnswerProvesNothing() {
        for (String answer : List.of("open", "failed: proven", "proven ", "PROVEN", "")) {
            try (SymjaAlgebra algebra = new SymjaAlgebra(FakeWorker.answering(answer), PATIENT)) {
                assertThat(algebra.proves(X, call(0))).as(answer).isFalse();
                assertThat(algebra.outcomes()).containsEntry(Outcome.OPEN, 1L);
            }
        }
    }

    @Test
    void aPairIsAskedOnce() {
        try (SymjaAlgebra algebra = new SymjaAlgebra(FakeWorker.answering("proven"), PATIENT)) {
            assertThat(algebra.proves(X, call(0))).isTrue();
            assertThat(algebra.proves(X, call(0))).isTrue();
            assertThat(algebra.outcomes()).containsEntry(Outcome.PROVEN, 1L);
        }
    }

    @Test
    void nonValuesAreNotAsked() {
        try (SymjaAlgebra algebra = new SymjaAlgebra(FakeWorker.answering("proven"), PATIENT)) {
            assertThat(algebra.proves(X, new Text("yes"))).isFalse();
            assertThat(algebra.outcomes().values()).containsOnly(0L);
        }
    }

    @Test
    void aStuckWorkerIsKilledAndReplaced() throws IOException {
        List<String> command = stuckAtFirst();
        try (SymjaAlgebra algebra = new SymjaAlgebra(command, new WorkerTimeouts(LONG, SHORT, 4))) {
            assertThat(algebra.proves(X, call(0))).isFalse();
            assertThat(algebra.outcomes()).containsEntry(Outcome.KILLED, 1L);
            algebra.open();
            assertThat(pids()).as("workers started").hasSize(2);
            assertThat(alive(pids().get(0))).as("the stuck worker is alive").isFalse();
            assertThat(alive(pids().get(1))).as("the next worker is alive").isTrue();
            assertThat(algebra.proves(X, call(0))).as("asked again").isFalse();
            assertThat(algebra.outcomes()).as("remembered").containsEntry(Outcome.KILLED, 1L);
        }
        assertThat(pids()).noneMatch(SymjaAlgebraTest::alive);
    }

    @Test
    void aWorkerThatCrashesIsReplaced() throws IOException {
        List<String> command = recorded(
                "[ $(wc -l < %s) = 1 ] && { echo ready; read -r question; exit 7; };".formatted(temp.resolve("pids")));
        try (SymjaAlgebra algebra = new SymjaAlgebra(command, PATIENT)) {
            assertThat(algebra.proves(X, call(0))).isFalse();
            assertThat(algebra.outcomes()).containsEntry(Outcome.FAILED, 1L);
            algebra.open();
            assertThat(algebra.proves(X, call(1))).isTrue();
        }
    }

    @Test
    void aWorkerThatCannotStartIsTriedThreeTimes() {
        try (SymjaAlgebra algebra = new SymjaAlgebra(FakeWorker.shell("echo no Symja; exit 3"), PATIENT)) {
            for (int i = 0; i < 5; i++) {
                assertThat(algebra.proves(X, call(i))).isFalse();
            }
            assertThat(algebra.outcomes()).containsEntry(Outcome.FAILED, 3L).containsEntry(Outcome.SKIPPED, 2L);
        }
    }

    @Test
    void openReportsWhyTheWorkerCannotStart() {
        try (SymjaAlgebra algebra = new SymjaAlgebra(FakeWorker.shell("echo no Symja; exit 3"), PATIENT)) {
            assertThatThrownBy(algebra::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("algebra system: worker ended with exit code 3; its last output: no Symja");
        }
    }

    @Test
    @Timeout(60)
    void aLongQueueIsNotJoined() throws Exception {
        Path gate = temp.resolve("gate");
        List<String> command = FakeWorker.shell("echo ready; while IFS='\t' read -r id question; do echo asked > "
                + temp.resolve("asked") + "; while [ ! -e " + gate
                + " ]; do sleep 0.01; done; printf '%s\\tproven\\n' \"$id\"; done");
        try (SymjaAlgebra algebra = new SymjaAlgebra(command, new WorkerTimeouts(LONG, LONG, 0))) {
            CountDownLatch done = new CountDownLatch(1);
            Thread first = new Thread(() -> {
                algebra.proves(X, call(0));
                done.countDown();
            });
            first.start();
            while (!Files.exists(temp.resolve("asked"))) {
                Thread.onSpinWait();
            }
            assertThat(algebra.proves(X, call(1))).isFalse();
            assertThat(algebra.outcomes()).containsEntry(Outcome.SKIPPED, 1L);
            Files.createFile(gate);
            done.await();
            assertThat(algebra.outcomes()).containsEntry(Outcome.PROVEN, 1L);
        }
    }

    @Test
    void closingLeavesNoProcessAndProvesNothing() throws IOException {
        SymjaAlgebra algebra = new SymjaAlgebra(recorded(""), PATIENT);
        algebra.open();
        algebra.close();
        assertThat(pids()).hasSize(1).noneMatch(SymjaAlgebraTest::alive);
        assertThat(algebra.proves(X, call(0))).isFalse();
        assertThat(algebra.outcomes())
                .isEqualTo(Map.of(
                        Outcome.PROVEN,
                        0L,
                        Outcome.OPEN,
                        0L,
                        Outcome.KILLED,
                        0L,
                        Outcome.FAILED,
                        0L,
                        Outcome.SKIPPED,
                        1L));
    }

    @Test
    void theLimitsMustBeAboveZero() {
        assertThatThrownBy(() -> new WorkerTimeouts(Duration.ZERO, LONG, 1))
                .hasMessage("symja: start must be > 0, was PT0S");
        assertThatThrownBy(() -> new WorkerTimeouts(LONG, Duration.ZERO, 1))
                .hasMessage("symja: question must be > 0, was PT0S");
        assertThatThrownBy(() -> new WorkerTimeouts(LONG, LONG, -1)).hasMessage("symja: waiting must be >= 0, was -1");
    }

    private static Expr call(int number) {
        return new Expr.Call("f", false, List.of(NAMES).subList(0, number % NAMES.length + 1));
    }

    private List<String> stuckAtFirst() {
        return recorded("[ $(wc -l < %s) = 1 ] && { echo ready; exec sleep 1000; };".formatted(temp.resolve("pids")));
    }

    /** A worker that records its process id, does something and then proves everything. */
    private List<String> recorded(String doing) {
        return FakeWorker.shell("echo $$ >> " + temp.resolve("pids") + "; " + doing
                + FakeWorker.answering("proven").get(2));
    }

    private List<Long> pids() throws IOException {
        return Files.readAllLines(temp.resolve("pids")).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
