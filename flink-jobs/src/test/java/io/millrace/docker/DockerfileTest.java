package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules for the image, which no test can build without a registry of images. */
class DockerfileTest {
    private List<String> instructions;

    @BeforeEach
    void read() throws IOException {
        String text = Files.readString(Repository.path("deploy/docker/Dockerfile"))
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
        assertThat(instructions)
                .allMatch(line ->
                        line.matches("(ARG|FROM|ADD|RUN|ENV|USER|WORKDIR|VOLUME|HEALTHCHECK|ENTRYPOINT|CMD) \\S.*"));
    }

    @Test
    void theBaseHasAFixedVersionOfJava() {
        assertThat(of("FROM")).containsExactly("eclipse-temurin:${JAVA}");
        assertThat(of("ARG")).anyMatch(argument -> argument.matches("JAVA=17\\.\\d+\\.\\d+_\\d+-jre-[a-z]+"));
    }

    @Test
    void itsContentIsTheDistributionAndNothingElse() {
        assertThat(of("ADD")).containsExactly("--chown=0:0 deploy/dist/target/millrace-${VERSION}.tar.gz /opt/");
        assertThat(of("RUN")).noneMatch(command -> command.matches(".*\\b(apt|apt-get|apk|curl|wget|pip)\\b.*"));
    }

    @Test
    void itRunsAsAUserWithoutRights() {
        int user = instructions.indexOf("USER 10001:10001");

        assertThat(user).isPositive();
        assertThat(instructions.subList(user, instructions.size()))
                .noneMatch(line -> line.startsWith("USER ") && !line.equals("USER 10001:10001"));
    }

    @Test
    void itsHealthCheckAndEntryPointNeedNoShell() {
        assertThat(of("ENTRYPOINT")).containsExactly("[\"/opt/millrace/bin/millrace\"]");
        assertThat(of("HEALTHCHECK")).singleElement().asString().contains("CMD [\"/opt/millrace/bin/millrace\"");
    }

    @Test
    void aRestartResumesTheRunWhoseHealthIsChecked() {
        assertThat(of("VOLUME")).containsExactly("/runs");
        assertThat(of("CMD")).containsExactly("[\"run\", \"--or-resume\", \"--out\", \"/runs/reason\"]");
        assertThat(of("HEALTHCHECK")).singleElement().asString().endsWith("\"health\", \"/runs\"]");
    }

    @Test
    void theFilesThatItAddsAreThoseOfTheBuild() throws IOException {
        assertThat(Files.readString(Repository.path("deploy/dist/pom.xml")))
                .contains("<finalName>millrace-${project.version}</finalName>");
        assertThat(Files.readString(Repository.path("pom.xml")))
                .contains("<version>%s</version>"
                        .formatted(of("ARG").stream()
                                .filter(argument -> argument.startsWith("VERSION="))
                                .findFirst()
                                .orElseThrow()
                                .substring("VERSION=".length())));
    }
}
