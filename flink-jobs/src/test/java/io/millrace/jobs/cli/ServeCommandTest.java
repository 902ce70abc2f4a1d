package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dialect tgi | --dialect: must be one of llamacpp, sglang, vllm, was 'tgi'",
                "--replicas 0 | --replicas: must be in 1..64, was 0",
                "--port 65535 --replicas 2 | --port: must leave room for 2 servers up to port 65535, was 65535",
                "--bind 0.0.0.0 | must be a loopback address, such as 127.0.0.1, unless --token-file is given, was 0.0.0.0",
                "--max-outstanding 0 | --max-outstanding: must be >= 1, was 0",
                "--max-logprobs -1 | --max-logprobs: must be >= 0, was -1",
                "FOLDER | must be a Hugging Face folder with a config.json",
                "../deploy/models/reason --follow | --follow: needs the folder of a run"
            })
    void badArgumentsAreRejectedBeforeAnythingIsServed(String arguments, String message) {
        String[] words = ("serve " + arguments.strip().replace("FOLDER", temp.toString())).split(" ");
        CommandProcess.Result result = CommandLineKit.execute(words);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains(message.strip());
    }
}
