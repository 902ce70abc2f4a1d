package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules for the image of Flink's processes, which no test can build without a registry of images. */
class FlinkDockerfileTest {
    private List<String> instructions;

    @BeforeEach
    void read() throws IOException {
        String text = Files.readString(Repository.path("deploy/docker/flink.Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "");
        instructions =
                Arrays.stream(text.split("\n")).filter(line -> !line.isBlank()).toList();
    }

    private List<String> of(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }

    @Test
    void everyInstructionIsKnown() {
        assertThat(instructions).allMatch(line -> line.matches("(ARG|FROM|ADD|RUN|ENV|USER|VOLUME) \\S.*"));
    }

    @Test
    void theBaseIsTheVersionOfFlinkThatTheBuildUses() throws IOException {
        assertThat(of("FROM")).containsExactly("flink:${FLINK}");
        String version = Files.readString(Repository.path("pom.xml"))
                .replaceAll("(?s).*<flink.version>([^<]*)</flink.version>.*", "$1");
        assertThat(of("ARG")).contains("FLINK=" + version + "-java17");
    }

    @Test
    void itsContentIsTheDistributionAndNothingElse() {
        assertThat(of("ADD")).containsExactly("--chown=0:0 deploy/dist/target/millrace-${VERSION}.tar.gz /opt/");
        assertThat(of("RUN")).noneMatch(command -> command.matches(".*\\b(apt|apt-get|apk|curl|wget|pip)\\b.*"));
    }

    @Test
    void itRunsAsFlinksUser() {
        assertThat(of("USER")).containsExactly("9999:9999");
        assertThat(instructions.indexOf("USER 9999:9999"))
                .isGreaterThan(instructions.lastIndexOf("RUN " + of("RUN").get(0)));
    }

    @Test
    void theLauncherAndTheImageSetTheSameOfLibtorchAndTheProver() throws IOException {
        String launcher = Files.readString(Repository.path("millrace"));
        String environment = String.join(" ", of("ENV"));

        assertThat(launcher).contains("-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true", "lib/symja");
        assertThat(environment)
                .contains(
                        "DJL_OFFLINE=true",
                        "OPT_OUT_TRACKING=true",
                        "MALLOC_ARENA_MAX=2",
                        "-Dmillrace.home=/opt/millrace",
                        "-Dmillrace.symja=/opt/millrace/lib/symja/*");
    }
}
