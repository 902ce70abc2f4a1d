package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.Registrations.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use a run's folder at the same time. */
class RunLockTest {
    @TempDir
    Path temp;

    private Process other;

    /** A process that holds the lock of a part until it is killed. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            RunLock.take(new RunFolder(Path.of(arguments[0])), RunPart.valueOf(arguments[1]));
            System.out.println("held");
            System.in.read();
        }
    }

    @AfterEach
    void end() {
        if (other != null) {
            other.destroyForcibly();
        }
    }

    private RunFolder run() {
        return new RunFolder(temp.resolve("run"));
    }

    private void holdElsewhere(RunPart part) throws IOException {
        other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        run().root().toString(),
                        part.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.inputReader().readLine()).isEqualTo("held");
    }

    @ParameterizedTest
    @CsvSource({
        "ONLINE, ONLINE, run %s is in use",
        "ONLINE, ROLLOUT, run %s is in use",
        "ONLINE, LEARNER, run %s is in use",
        "ROLLOUT, ONLINE, run %s is in use",
        "ROLLOUT, ROLLOUT, run %s: its rollout is in use",
        "LEARNER, ONLINE, run %s is in use",
        "LEARNER, LEARNER, run %s: its learner is in use"
    })
    void partsThatWriteTheSameFilesExcludeEachOtherUntilTheProcessIsKilled(RunPart held, RunPart wanted, String who)
            throws Exception {
        holdElsewhere(held);

        assertThat(run().inUse()).isTrue();
        assertThatThrownBy(() -> RunLock.take(run(), wanted))
                .isInstanceOf(RefusedException.class)
                .hasMessage(who.formatted(run().root())
                        + " by another process: wait until it ends, or choose another folder with --out");

        other.destroyForcibly().waitFor();
        assertThat(run().inUse()).isFalse();
        RunLock.take(run(), wanted).close();
    }

    @ParameterizedTest
    @CsvSource({"ROLLOUT, LEARNER", "LEARNER, ROLLOUT"})
    void theTwoHalvesOfARunHoldTheFolderTogether(RunPart held, RunPart wanted) throws Exception {
        holdElsewhere(held);

        assertThatCode(() -> RunLock.take(run(), wanted).close()).doesNotThrowAnyException();
    }

    @Test
    void aJobThatAClusterKeepsRunningUsesTheFolderUntilItIsStopped() throws IOException {
        Path file = temp.resolve("cluster/jobs/j1.json");
        Registrations registrations = new Registrations(run());
        registrations.add(
                new Registration(RunPart.LEARNER, "j1", temp.resolve("cluster").toString(), file.toString()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");

        assertThat(run().inUse()).isTrue();
        assertThatCode(() -> registrations.mustNotRun(RunPart.ROLLOUT)).doesNotThrowAnyException();
        for (RunPart part : new RunPart[] {RunPart.ONLINE, RunPart.LEARNER}) {
            assertThatThrownBy(() -> registrations.mustNotRun(part))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(
                            "run %s is in use by job j1 (learner) on the cluster %s: stop it with: millrace stop j1 --cluster %2$s"
                                    .formatted(run().root(), temp.resolve("cluster")));
        }

        Files.delete(file);

        assertThat(run().inUse()).isFalse();
        assertThatCode(() -> registrations.mustNotRun(RunPart.ONLINE)).doesNotThrowAnyException();
    }
}
