package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The options of a configuration on the command line. */
class OptionsCommandTest {
    @Test
    void withoutANameAllOptionsAreShown() {
        assertThat(options()).contains("\n## sampling\n", "| `sampling.groupSize` |", "| `loss.objective` | clip, ");
    }

    @Test
    void onlyTheOptionsOfATypeAreShown() {
        assertThat(options("overlap"))
                .startsWith("\n| key | type | default | meaning |\n")
                .contains("| `task.verifiers[].f1` | number | `0.8` |")
                .doesNotContain("sampling");
    }

    @Test
    void anUnknownNameIsRejected() {
        CommandProcess.Result refused = CommandLineKit.execute("options", "overlapp");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.output()).contains("options: NAME must be a key, a section or a type, was overlapp");
    }

    private static String options(String... name) {
        String[] arguments = new String[name.length + 1];
        arguments[0] = "options";
        System.arraycopy(name, 0, arguments, 1, name.length);
        StringWriter out = new StringWriter();
        assertThat(Millrace.commandLine().setOut(new PrintWriter(out, true)).execute(arguments))
                .isZero();
        return out.toString().replace(System.lineSeparator(), "\n");
    }
}
