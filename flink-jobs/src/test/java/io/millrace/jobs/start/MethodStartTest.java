package io.millrace.jobs.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threshold of REA-RL's reflection reward and its model, as prepared before a run. */
class MethodStartTest {
    private static final String NAME = "reflection-threshold";
    private static final Path POLICY = Path.of("../deploy/models/reason");
    private static final Path JUDGE = Path.of("../deploy/models/reason-reflection");

    @TempDir
    Path temp;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private static MillraceConfig config(String... set) {
        List<String> all = new ArrayList<>(List.of(
                "policy.path=" + POLICY,
                "method.rearl.revise.model=" + JUDGE,
                "data.train.prompts=16",
                "sampling.maxTokens=64",
                "method.rearl.reflectionReward.samples=32"));
        all.addAll(List.of(set));
        return ConfigReader.read(Path.of("../deploy/conf/rea-rl.yaml"), all);
    }

    private RunFolder folder() {
        return new RunFolder(temp);
    }

    private ConfiguredParts complete(MillraceConfig config) throws IOException {
        ConfiguredParts parts = ConfiguredParts.of(config, POLICY);
        return new MethodStart(config)
                .complete(
                        parts,
                        parts.prompts(),
                        folder(),
                        new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
    }

    @Test
    void aThresholdIsMeasuredOnceOnTheBasePolicyAndStored() throws IOException {
        ConfiguredParts first = complete(config());
        double threshold = first.measured().get(NAME);
        assertThat(threshold).isBetween(5.0, 500.0);
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "reflection reward: full up to %.1f thinking tokens per mark, measured on 32 responses of the base policy%n"
                                .formatted(threshold));
        assertThat(Files.readString(folder().measured().resolve(NAME + ".json")))
                .isEqualTo("{\"value\":" + threshold + "}\n");
    }

    @Test
    void aPreviouslyMeasuredThresholdIsReused() throws IOException {
        Files.createDirectories(folder().measured());
        Files.writeString(folder().measured().resolve(NAME + ".json"), "{\"value\": 42.5}");
        assertThat(complete(config()).measured()).isEqualTo(Map.of(NAME, 42.5));
        assertThat(shown.size()).isZero();
    }

    @Test
    void aConfiguredThresholdIsNotMeasured() throws IOException {
        ConfiguredParts parts = complete(config("method.rearl.reflectionReward.threshold=225.09"));
        assertThat(parts.measured()).isEmpty();
        assertThat(folder().measured().resolve(NAME + ".json")).doesNotExist();
    }

    @Test
    void aBasePolicyThatNeverReflectsIsRefusedAndNothingIsStored() {
        assertThatThrownBy(() -> complete(config("thinking.marks=[never said]")))
                .isInstanceOf(RefusedException.class)
                .hasMessageMatching(
                        "method\\.rearl\\.reflectionReward\\.threshold: (\\d+) of the base model's \\1 thinking responses have no reflection mark.*");
        assertThat(folder().measured().resolve(NAME + ".json")).doesNotExist();
    }

    @Test
    void theReflectionModelIsTheFolderThatTheConfigurationNames() throws IOException {
        String fixed = "method.rearl.reflectionReward.threshold=10";
        assertThat(complete(config(fixed)).models())
                .isEqualTo(Map.of(
                        "method.rearl.revise.model", JUDGE.toAbsolutePath().toString()));
        assertThat(complete(config(fixed, "method.rearl.revise.enabled=false")).models())
                .isEmpty();
    }
}
