package io.millrace.symja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SymjaWorkerTest {
    private static final int QUESTIONS = 2_000;

    @Test
    void everyLineHasAnAnswerThatNamesItsNumber() {
        SymjaWorker worker = new SymjaWorker(new Prover(Duration.ofMinutes(1)));
        assertThat(worker.reply("1\tv1+v1\t2*v1")).isEqualTo("1\tproven");
        assertThat(worker.reply("2\tv1\tv2")).isEqualTo("2\topen");
        assertThat(worker.reply("3\tno question")).isEqualTo("3\tfailed: not a question");
        assertThat(worker.reply("4\t((\t1")).startsWith("4\tfailed: ");
        assertThat(worker.reply("5\t1\t1")).isEqualTo("5\tproven");
    }

    /** A worker that answered its remaining questions would run for many minutes. */
    @Test
    void aWorkerExitsWhenItsInputEndsDuringAQuestion() throws IOException, InterruptedException {
        Process process = start();
        try (Writer questions = process.outputWriter()) {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
            for (int i = 0; i < QUESTIONS; i++) {
                questions.write("%d\t5\t(1+10^(-9))^(10^9+%d)\n".formatted(i, i));
            }
        }
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(process.inputReader().lines().count()).isLessThan(QUESTIONS);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start() throws IOException {
        Path target = Path.of("target");
        String classPath = target.resolve("classes") + ":" + Files.readString(target.resolve("dependencies"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        SymjaWorker.class.getName(),
                        "1000")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
