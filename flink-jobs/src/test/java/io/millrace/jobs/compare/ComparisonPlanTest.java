package io.millrace.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.jobs.console.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonPlanTest {
    private static final String GOOD = """
            config: deploy/conf/r3.yaml
            seeds: [1, 2]
            hard: 0.25
            samples: 4
            variants:
              - name: GRPO
                set: [method.r3.replay.enabled=false]
              - name: + CCR
            """;

    @TempDir
    Path temp;

    private Path plan(String text) throws IOException {
        return Files.writeString(temp.resolve("plan.yaml"), text);
    }

    @Test
    void aPlanNamesVariantsAndTheirOptions() throws IOException {
        ComparisonPlan plan = ComparisonPlan.read(plan(GOOD));
        assertThat(plan.seeds()).containsExactly(1L, 2L);
        assertThat(plan.variants())
                .containsExactly(
                        new ComparisonPlan.Variant("GRPO", List.of("method.r3.replay.enabled=false")),
                        new ComparisonPlan.Variant("+ CCR", List.of()));
    }

    @ParameterizedTest
    @CsvSource({"GRPO, grpo", "+ CCR + ISR, ccr-isr", "Dr.GRPO 2, dr-grpo-2"})
    void aVariantsFolderIsItsNameInLettersAndDigits(String name, String slug) {
        assertThat(new ComparisonPlan.Variant(name, List.of()).slug()).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r3", "rorecomp", "curriculum"})
    void theShippedPlansCanBeRead(String name) {
        assertThat(ComparisonPlan.read(Path.of("../deploy/compare").resolve(name + ".yaml"))
                        .seeds())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    seeds: [1, 2] | seeds: []     | comparison: must have at least one seed, had none
                    hard: 0.25    | hard: 2       | comparison: hard must be in [0, 1], was 2.0
                    samples: 4    | samples: 0    | comparison: samples must be >= 1, was 0
                    + CCR         | grpo!         | comparison: names of variants must differ in letters and digits, were [GRPO, grpo!]
                    samples: 4    | sample: 4     | must have keys among config, set, seeds, hard, samples, trained, baseline, quick, variants, including config, samples, seeds, variants, had config, seeds, hard, sample, variants
                    hard: 0.25    | hard: much    | Cannot deserialize value of type `double`
                    """)
    void invalidPlansAreRejectedWithTheReason(String good, String bad, String reason) throws IOException {
        Path file = plan(GOOD.replace(good, bad));
        assertThatThrownBy(() -> ComparisonPlan.read(file))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("comparison " + file + ": ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare/r3.yaml", "compare/rorecomp.yaml", "conf/compare-papers.yaml"})
    void everyVariantOfAShippedPlanIsAValidConfiguration(String name) {
        Path deploy = Path.of("../deploy");
        ComparisonPlan plan = ComparisonPlan.read(deploy.resolve(name)).quickly();
        for (ComparisonPlan.Variant variant : plan.variants()) {
            List<String> overrides = new ArrayList<>(plan.set());
            overrides.addAll(variant.set());
            assertThatCode(() -> ConfigReader.read(deploy.resolve("..").resolve(plan.config()), overrides))
                    .as(variant.name())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aQuickPlanHasItsOwnSeedsAndSamplesAndAdditionalOptions() throws IOException {
        ComparisonPlan plan = ComparisonPlan.read(plan(
                GOOD + "set: [run.steps=100]\nbaseline: GRPO\nquick: {set: [run.steps=10], seeds: [7], samples: 2}\n"));

        ComparisonPlan quick = plan.quickly();

        assertThat(plan.set()).containsExactly("run.steps=100");
        assertThat(quick.set()).containsExactly("run.steps=100", "run.steps=10");
        assertThat(quick.seeds()).containsExactly(7L);
        assertThat(quick.samples()).isEqualTo(2);
        assertThat(quick.variants()).isEqualTo(plan.variants());
    }

    @Test
    void theQuickPlanOfThePapersHasAThirdOfTheRunsAndTokens() {
        ComparisonPlan plan = ComparisonPlan.read(Path.of("../deploy/conf/compare-papers.yaml"));
        ComparisonPlan quick = plan.quickly();
        assertThat(plan.seeds()).hasSizeGreaterThanOrEqualTo(3 * quick.seeds().size());
        assertThat(3 * tokens(quick)).isLessThan(tokens(plan));
        assertThat(quick.samples()).isLessThan(plan.samples());
        assertThat(quick.variants()).isEqualTo(plan.variants());
    }

    private static long tokens(ComparisonPlan plan) {
        return ConfigReader.read(Path.of("..").resolve(plan.config()), plan.set())
                .run()
                .tokens();
    }

    @Test
    void aPlanWithoutQuickSettingsIsUnchanged() throws IOException {
        ComparisonPlan plan = ComparisonPlan.read(plan(GOOD));

        assertThat(plan.quickly()).isEqualTo(plan);
    }

    @Test
    void aMissingFileIsReported() {
        Path missing = temp.resolve("none.yaml");
        assertThatThrownBy(() -> ComparisonPlan.read(missing))
                .isInstanceOf(RefusedException.class)
                .hasMessage("comparison %s: is not a file: see deploy/compare", missing);
    }
}
