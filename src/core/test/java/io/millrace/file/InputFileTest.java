package io.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.dataset.DataKit;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.FieldMapping;
import io.millrace.task.PromptGenerator;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import io.millrace.testkit.Pipes;
import io.millrace.trace.TraceConfig;
import io.millrace.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipes in place of files named by a user. Without the check, each of these tests would wait forever. */
@Timeout(60)
class InputFileTest {
    private static final String RULE = "must be a regular file, was a pipe, a device or a socket";

    @TempDir
    Path folder;

    @Test
    void aFileIsReadUpToTheSizeLimit() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        assertThat(InputFile.text(file, 3)).isEqualTo("abc");
        assertThatThrownBy(() -> InputFile.text(file, 2)).hasMessage("must have at most 2 bytes, had 3");
    }

    @Test
    void aFileThatClaimsToBeEmptyIsReadOnlyUpToTheSizeLimit() {
        assertThatThrownBy(() -> InputFile.bytes(Path.of("/proc/self/maps"), 10))
                .hasMessage("must have at most 10 bytes, had more");
    }

    @Test
    void aFolderOrADeviceIsRejected() {
        assertThatThrownBy(() -> InputFile.stream(folder)).hasMessage("must be a regular file, was a folder");
        assertThatThrownBy(() -> InputFile.channel(Path.of("/dev/zero"))).hasMessageStartingWith(RULE);
    }

    @Test
    void noConfigurationIsReadFromAPipe() throws Exception {
        Path pipe = Pipes.make(folder.resolve("a.yaml"));
        assertThatThrownBy(() -> ConfigReader.read(pipe, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RULE);
    }

    @Test
    void noDataSetIsReadFromAPipe() throws Exception {
        for (String name : List.of("a.jsonl", "a.json", "a.jsonl.gz")) {
            Path pipe = Pipes.make(folder.resolve(name));
            assertThatThrownBy(() -> Datasets.load(
                            DataKit.file("any", pipe.toString(), FieldMapping.AUTOMATIC, 0),
                            PromptGenerator.Part.TRAIN,
                            Tasks.of(new LenientTask("any"))))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining(RULE);
        }
    }

    @Test
    void noTraceIsReadFromAPipe() throws Exception {
        Path pipe = Pipes.make(folder.resolve("a.jsonl"));
        TraceConfig config = new TraceConfig(pipe.toString(), FieldMapping.AUTOMATIC, "");
        assertThatThrownBy(() -> TraceFile.open(config, "any"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(RULE);
    }
}
