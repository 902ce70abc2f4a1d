package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final String POLICY = "../deploy/models/reason";

    @TempDir
    Path temp;

    @Test
    void aPolicyIsWrittenAsOneFile() {
        Path file = temp.resolve("reason.gguf");

        CommandProcess.Result result = CommandLineKit.execute("export", POLICY, "--gguf", file.toString());

        assertThat(result.exit()).isZero();
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void anExistingFileIsNotOverwritten() throws Exception {
        Path file = Files.writeString(temp.resolve("reason.gguf"), "precious");

        CommandProcess.Result result = CommandLineKit.execute("export", POLICY, "--gguf", file.toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("--gguf: must not exist, was " + file);
        assertThat(file).hasContent("precious");
    }

    @Test
    void aFolderThatIsNoPolicyIsRejected() {
        CommandProcess.Result result = CommandLineKit.execute(
                "export", temp.toString(), "--gguf", temp.resolve("x.gguf").toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("export: must be a Hugging Face folder with a config.json, was " + temp);
        assertThat(temp.resolve("x.gguf")).doesNotExist();
    }
}
