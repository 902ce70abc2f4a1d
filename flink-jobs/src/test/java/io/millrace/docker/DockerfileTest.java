package io.millrace.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Rules for the image, which no test can build without a registry of images. */
class DockerfileTest {
    private final Dockerfile image = Dockerfile.read("deploy/docker/Dockerfile");

    @Test
    void everyInstructionIsKnown() {
        assertThat(image.instructions())
                .allMatch(line ->
                        line.matches("(ARG|FROM|ADD|RUN|ENV|USER|WORKDIR|VOLUME|HEALTHCHECK|ENTRYPOINT|CMD) \\S.*"));
    }

    @Test
    void theBaseHasAFixedVersionOfJava() {
        assertThat(image.of("FROM")).containsExactly("eclipse-temurin:${JAVA}");
        assertThat(image.of("ARG")).anyMatch(argument -> argument.matches("JAVA=17\\.\\d+\\.\\d+_\\d+-jre-[a-z]+"));
    }

    @Test
    void itsContentIsTheDistributionAndNothingElse() {
        assertThat(image.of("ADD")).containsExactly("--chown=0:0 deploy/dist/target/millrace-${VERSION}.tar.gz /opt/");
        assertThat(image.of("RUN")).noneMatch(command -> command.matches(".*\\b(apt|apt-get|apk|curl|wget|pip)\\b.*"));
    }

    @Test
    void itRunsAsAUserWithoutRights() {
        int user = image.instructions().indexOf("USER 10001:10001");

        assertThat(user).isPositive();
        assertThat(image.instructions().subList(user, image.instructions().size()))
                .noneMatch(line -> line.startsWith("USER ") && !line.equals("USER 10001:10001"));
    }

    @Test
    void itsHealthCheckAndEntryPointNeedNoShell() {
        assertThat(image.of("ENTRYPOINT")).containsExactly("[\"/opt/millrace/bin/millrace\"]");
        assertThat(image.of("HEALTHCHECK")).singleElement().asString().contains("CMD [\"/opt/millrace/bin/millrace\"");
    }

    @Test
    void aRestartResumesTheRunWhoseHealthIsChecked() {
        assertThat(image.of("VOLUME")).containsExactly("/runs");
        assertThat(image.of("CMD")).containsExactly("[\"run\", \"--or-resume\", \"--out\", \"/runs/reason\"]");
        assertThat(image.of("HEALTHCHECK")).singleElement().asString().endsWith("\"health\", \"/runs\"]");
    }

    @Test
    void theFilesThatItAddsAreThoseOfTheBuild() throws IOException {
        assertThat(Files.readString(Repository.path("deploy/dist/pom.xml")))
                .contains("<finalName>millrace-${project.version}</finalName>");
        assertThat(Files.readString(Repository.path("pom.xml")))
                .contains("<version>%s</version>"
                        .formatted(image.of("ARG").stream()
                                .filter(argument -> argument.startsWith("VERSION="))
                                .findFirst()
                                .orElseThrow()
                                .substring("VERSION=".length())));
    }
}
