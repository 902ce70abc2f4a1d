package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCheckCommandTest {
    private static final String POLICY = "../deploy/models/digits";
    private static final String CONFIG = "../deploy/conf/digits.yaml";

    @TempDir
    Path temp;

    private static CommandProcess.Result check(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"engine", "check", "--config", CONFIG}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return CommandLineKit.execute(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "ftp://host", "http://", "no address"})
    void whatIsNoAddressIsRejected(String url) {
        CommandProcess.Result result = check(url, "--policy", POLICY);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .contains("URL: must be an address such as http://host:8000, was '%s'".formatted(url));
    }

    @Test
    void aFolderWithoutAPolicyIsRejected() {
        CommandProcess.Result result = check("http://127.0.0.1:1", "--policy", temp.toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("--policy: must be a Hugging Face folder with a config.json");
    }

    @Test
    void aMissingKeyIsRejected() {
        CommandProcess.Result result =
                check("http://127.0.0.1:1", "--policy", POLICY, "--key-env", "MILLRACE_NO_SUCH_KEY");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("MILLRACE_NO_SUCH_KEY, which is not");
    }

    @Test
    void aServerThatDoesNotFitMakesTheCommandFail() {
        assertThat(check("http://127.0.0.1:1", "--policy", POLICY).exit()).isEqualTo(1);
    }
}
