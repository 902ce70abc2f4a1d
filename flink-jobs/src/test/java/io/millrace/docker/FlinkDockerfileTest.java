package io.millrace.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Rules for the image of Flink's processes, which no test can build without a registry of images. */
class FlinkDockerfileTest {
    private final Dockerfile image = Dockerfile.read("deploy/docker/flink.Dockerfile");

    @Test
    void everyInstructionIsKnown() {
        assertThat(image.instructions()).allMatch(line -> line.matches("(ARG|FROM|ADD|RUN|ENV|USER|VOLUME) \\S.*"));
    }

    @Test
    void theBaseIsTheVersionOfFlinkThatTheBuildUses() throws IOException {
        assertThat(image.of("FROM")).containsExactly("flink:${FLINK}");
        String version = Files.readString(Repository.path("pom.xml"))
                .replaceAll("(?s).*<flink.version>([^<]*)</flink.version>.*", "$1");
        assertThat(image.of("ARG")).contains("FLINK=" + version + "-java17");
    }

    @Test
    void itsContentIsTheDistributionAndNothingElse() {
        assertThat(image.of("ADD")).containsExactly("--chown=0:0 deploy/dist/target/millrace-${VERSION}.tar.gz /opt/");
        assertThat(image.of("RUN")).noneMatch(command -> command.matches(".*\\b(apt|apt-get|apk|curl|wget|pip)\\b.*"));
    }

    @Test
    void itRunsAsFlinksUser() {
        assertThat(image.of("USER")).containsExactly("9999:9999");
        assertThat(image.instructions().indexOf("USER 9999:9999"))
                .isGreaterThan(image.instructions()
                        .lastIndexOf("RUN " + image.of("RUN").get(0)));
    }

    @Test
    void theLauncherAndTheImageSetTheSameOfLibtorchAndTheProver() throws IOException {
        String launcher = Files.readString(Repository.path("millrace"));
        String environment = String.join(" ", image.of("ENV"));

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
