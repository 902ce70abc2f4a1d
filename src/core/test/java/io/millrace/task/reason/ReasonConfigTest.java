package io.millrace.task.reason;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.task.PromptGenerator.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modulus: 2 | task.reason.modulus: must be in 3..10, was 2",
                "modulus: 11 | task.reason.modulus: must be in 3..10, was 11",
                "types: [] | task.reason.types: must be a subset of chain, links, extremes, was []",
                "types: [chain, loops] | task.reason.types: must be a subset of chain, links, extremes, was [chain, loops]",
                "fewestSteps: 0 | task.reason.fewestSteps: must be >= 1, was 0",
                "mostSteps: 13 | task.reason.mostSteps: must be <= 12, was 13",
                "fewestSteps: 8 | task.reason.fewestSteps: must be <= mostSteps (6), was 8",
                "hardSteps: 2 | task.reason.hardSteps: must be > easySteps (2), was 2",
                "prompts: 0 | task.reason.prompts: must be >= 1, was 0",
                "traces: {weakFacts: 0} | task.reason.traces.weakFacts: must be in (0, 1], was 0.0",
                "traces: {mostRechecks: 0} | task.reason.traces.mostRechecks: must be >= 1, was 0",
                "traces: {mostSteps: 0} | task.reason.traces.mostSteps: must be >= 1, was 0",
                "traces: {careful: 1.5} | task.reason.traces.careful: must be in [0, 1], was 1.5",
                "traces: {endless: -0.1} | task.reason.traces.endless: must be in [0, 1], was -0.1",
                "traces: {answerWeight: 0} | task.reason.traces.answerWeight: must be finite and > 0, was 0.0"
            })
    void invalidOptionsAreRefusedByTheirKeys(String given, String message) {
        assertThatThrownBy(() -> ConfigReader.parse("task: {reason: {" + given + "}}", List.of(), "x"))
                .hasMessageContaining(message);
    }

    @Test
    void hardPromptsNeedHardProblems() {
        ReasonConfig all = ConfigReader.defaults().task().reason();
        ReasonConfig easy = new ReasonConfig(10, all.types(), 1, 3, 2, 5, 100, all.traces());
        assertThatThrownBy(() -> new ReasonTask(easy).prompts(Part.HARD, 1, 1))
                .hasMessage("reason: mostSteps must be >= hardSteps (5) for hard prompts, was 3");
    }

    @Test
    void morePromptsThanDistinctProblemsAreRefused() {
        ReasonConfig all = ConfigReader.defaults().task().reason();
        ReasonConfig few = new ReasonConfig(3, List.of("chain"), 1, 1, 1, 2, 100, all.traces());
        assertThatThrownBy(() -> new ReasonTask(few).prompts(Part.TRAIN, 5000, 1))
                .hasMessageStartingWith(
                        "reason: prompts of TRAIN must be few enough to be distinct, were 5000 of about ");
    }
}
