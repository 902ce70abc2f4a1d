package io.millrace.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.SampleRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFollowerTest {
    private static final int STEPS = 6;

    @TempDir
    Path temp;

    @Test
    void aRunIsShownBeforeItsChannelsAreRead() throws Exception {
        RunFolder run = new RunFolder(SampleRun.write(temp.resolve("run"), 1, STEPS, ""));
        List<RunStatus> seen = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void stepsChanged(RunView view) {}

            @Override
            public void statusChanged(RunView view) {
                seen.add(view.status().orElseThrow());
            }

            @Override
            public void changed(RunView view, String part) {}
        };
        try (RunFollower follower = new RunFollower("run", run, RunFollower.Source.FOLDER, listener)) {
            follower.look();
        }
        assertThat(seen)
                .extracting(RunStatus::state, RunStatus::activity, RunStatus::steps)
                .containsExactly(
                        tuple(RunStatus.State.FINISHED, "reading its channels", 0L),
                        tuple(RunStatus.State.FINISHED, "", (long) STEPS));
    }
}
