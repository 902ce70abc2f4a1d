package io.millrace.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterProcessTest {
    @TempDir
    Path temp;

    private static Process sleeping() throws Exception {
        return new ProcessBuilder("sleep", "600").start();
    }

    @Test
    void aRunningProcessIsFoundByItsRecordAndEnds() throws Exception {
        Process process = sleeping();
        ClusterProcess recorded = ClusterProcess.of("taskmanager-1", process.toHandle());
        assertThat(recorded.handle()).isPresent();

        recorded.end();

        assertThat(process.isAlive()).isFalse();
        assertThat(recorded.handle()).isEmpty();
    }

    @Test
    void aProcessThatReusesTheIdIsNotTakenForIt() throws Exception {
        Process process = sleeping();
        try {
            ClusterProcess earlier = new ClusterProcess("taskmanager-1", process.pid(), "2020-01-01T00:00:00Z");
            assertThat(earlier.handle()).isEmpty();

            earlier.end();

            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void processesStartedAgainAreCounted() throws Exception {
        ClusterFolder folder = new ClusterFolder(temp);
        ClusterProcesses processes = ClusterProcesses.read(folder)
                .with(new ClusterProcess("jobmanager", 1, ""))
                .with(new ClusterProcess("taskmanager-1", 2, ""))
                .with(new ClusterProcess("jobmanager", 3, ""));
        processes.write(folder);

        ClusterProcesses read = ClusterProcesses.read(folder);
        assertThat(read.restarts()).isEqualTo(1);
        assertThat(read.list()).extracting(ClusterProcess::pid).containsExactly(2L, 3L);
        assertThat(read.without("jobmanager").list()).hasSize(1);
    }

    @Test
    void theRegistryRemembersJobsUntilTheyAreRemoved() throws Exception {
        JobRegistry registry = new JobRegistry(new ClusterFolder(temp));
        RunningJob rollout = new RunningJob("a1", "digits", "rollout", "/runs/r1");
        RunningJob learner = new RunningJob("b2", "digits", "learner", "/runs/r1");
        registry.add(rollout);
        registry.add(learner);
        assertThat(registry.jobs()).isEqualTo(List.of(rollout, learner));

        registry.remove("a1");
        registry.remove("a1");

        assertThat(registry.jobs()).containsExactly(learner);
    }

    @Test
    void aJobThatIsBeingStoppedIsMarkedUntilItIsRemoved() throws Exception {
        JobRegistry registry = new JobRegistry(new ClusterFolder(temp));
        RunningJob job = new RunningJob("a1", "digits", "online", "/runs/r1");
        registry.add(job);
        registry.add(job.stopping(true));

        assertThat(registry.jobs())
                .singleElement()
                .extracting(RunningJob::stopping)
                .isEqualTo(true);
    }

    @Test
    void theWholeLoopConflictsWithItsHalves() {
        RunningJob rollout = new RunningJob("a1", "digits", "rollout", "/runs/r1");
        RunningJob online = new RunningJob("b2", "digits", "online", "/runs/r1");

        assertThat(rollout.conflictsWith("rollout", "/runs/r1")).isTrue();
        assertThat(rollout.conflictsWith("online", "/runs/r1")).isTrue();
        assertThat(online.conflictsWith("learner", "/runs/r1")).isTrue();
        assertThat(rollout.conflictsWith("learner", "/runs/r1")).isFalse();
        assertThat(rollout.conflictsWith("rollout", "/runs/r2")).isFalse();
    }
}
