package io.millrace.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTableTest {
    @TempDir
    Path temp;

    private RunFolder run(String name, int steps, double reward) throws Exception {
        RunFolder run = new RunFolder(temp.resolve(name));
        Files.createDirectories(run.root());
        Files.writeString(run.identity(), "{}");
        new DirectoryChannel(run.steps(), ChannelsConfig.KEEP_ALL)
                .append(IntStream.rangeClosed(1, steps)
                        .mapToObj(step ->
                                "{\"schema\":\"step/1\",\"run\":\"%s\",\"learner_step\":%d,\"updates\":1,\"reward\":%s,\"accuracy\":0.5,\"response_tokens\":8,\"responses\":4,\"groups\":1}"
                                        .formatted(name, step, reward))
                        .toList());
        return run;
    }

    @Test
    void runsAreShownOverTheSameStepsAndAShorterOneEndsEarlier() throws Exception {
        assertThat(RunTable.of(List.of(run("a", 20, 0.25), run("b", 18, 1))).lines())
                .hasSize(12)
                .startsWith("| steps | a: reward | accuracy | tokens | b: reward | accuracy | tokens |")
                .contains("| 17..18 | 0.250 | 50.0 % | 8.0 | 1.000 | 50.0 % | 8.0 |")
                .endsWith("| 19..20 | 0.250 | 50.0 % | 8.0 | - | - | - |");
    }

    @Test
    void aFolderWithoutARunIsRefused() {
        assertThatThrownBy(() -> RunTable.of(List.of(new RunFolder(temp.resolve("none")))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not the folder of a run that has published steps");
    }
}
