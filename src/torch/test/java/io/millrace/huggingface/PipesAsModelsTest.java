package io.millrace.huggingface;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import io.millrace.testkit.Pipes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipe in place of a model's files. Without the check each of these waits forever. */
@Timeout(60)
class PipesAsModelsTest {
    private static final String RULE = "must be a regular file, was a pipe, a device or a socket";

    @TempDir
    Path folder;

    @Test
    void noModelIsReadFromAPipe() throws Exception {
        Pipes.make(folder.resolve("config.json"));
        Path weights = Pipes.make(folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> ModelConfig.read(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(RULE);
        assertThatThrownBy(() -> Safetensors.open(weights))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(RULE);
    }

    @Test
    void aModelFolderWithAPipeIsNotCopied() throws Exception {
        Path pipe = Pipes.make(folder.resolve("vocab.json"));
        assertThatThrownBy(() -> ModelFolderWriter.requireRegular(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(pipe + ": " + RULE);
    }
}
