package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The number of libtorch threads, each case in a separate process, because the build sets that of this process. */
class EngineThreadsTest {
    @Test
    void eachModeOfOneProcessHasItsOwnThreadCount() throws Exception {
        assertThat(threads()).containsExactly("2", "1", "3");
    }

    @Test
    void theSystemPropertyTakesPrecedence() throws Exception {
        assertThat(threads("-Dai.djl.pytorch.num_threads=4")).containsExactly("4", "4", "4");
    }

    private static List<String> threads(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dai.djl.offline=true"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Modes.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> line.startsWith("threads "))
                .map(line -> line.substring("threads ".length()))
                .toList();
    }

    /** Three modes, one after the other on one thread. */
    static final class Modes {
        private Modes() {}

        public static void main(String[] args) {
            for (int count : new int[] {2, 1, 3}) {
                EngineRuntime.useThreads(count);
                EngineRuntime.enter();
                System.out.println("threads " + EngineRuntime.threads());
            }
        }
    }
}
