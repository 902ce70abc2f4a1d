package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.token.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Invalid runs are rejected before anything is written: exit code 2, one readable line, no stack trace. */
abstract class RefusalKit {
    static final String DIGITS = "../deploy/conf/digits.yaml";
    static final String CONFIG = """
            {"model_type": "llama", "num_hidden_layers": 1, "hidden_size": 16, "intermediate_size": 24,
             "num_attention_heads": 2, "vocab_size": 16, "max_position_embeddings": 64, "eos_token_id": 1%s}
            """;

    @TempDir
    Path temp;

    Path policy;
    Path out;

    @BeforeEach
    void makeAPolicyFolder() throws IOException {
        policy = Files.createDirectories(temp.resolve("policy"));
        out = temp.resolve("out");
        Files.writeString(policy.resolve("config.json"), CONFIG.formatted(""));
        CharacterTokenizer.of("0123456789,:").write(policy, 64);
    }

    CommandProcess.Result run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", DIGITS, "--out", out.toString(), "--set", "policy.path=" + policy));
        arguments.addAll(Arrays.asList(more));
        return CommandLineKit.execute(arguments.toArray(String[]::new));
    }

    static void assertRefused(CommandProcess.Result result, String message) {
        assertThat(result.output()).isEqualTo("millrace: " + message + "\n");
        assertThat(result.exit()).isEqualTo(2);
    }

    void assertNothingIsWritten() {
        assertThat(out).doesNotExist();
    }
}
