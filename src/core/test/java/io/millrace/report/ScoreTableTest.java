package io.millrace.report;

import static io.millrace.testkit.Samples.answered;
import static io.millrace.testkit.Samples.graded;
import static io.millrace.testkit.Samples.truncated;
import static io.millrace.testkit.Samples.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.ChatMessage;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTableTest {
    private static GradedGroup group(String source, GradedResponse... responses) {
        Prompt prompt = new Prompt("q", List.of(ChatMessage.user("1")), List.of(), source, "digits", PromptKind.PLAIN);
        return new GradedGroup(visit(prompt), new TokenIds(1), List.of(responses));
    }

    @Test
    void ungradedResponsesAreCountedButNotAveraged() {
        ScoreTable table = new ScoreTable();
        table.add(group(
                "MATH",
                graded(answered(0, "12"), true, 1),
                new GradedResponse(answered(1, "3"), Verdict.INCORRECT, Rewards.of("length", -0.5)),
                new GradedResponse(truncated(2, "4"), Verdict.ungraded("no parse"), Rewards.NONE)));
        table.add(group("AIME", graded(answered(0, "1"), true, 1)));

        assertThat(table.render())
                .containsExactly(
                        "source                    prompts  responses   correct  solve all  solve none    reward    tokens  truncated  ungraded",
                        "AIME                            1          1   100.0 %    100.0 %       0.0 %     1.000       2.0      0.0 %         0",
                        "MATH                            1          3    50.0 %      0.0 %       0.0 %     0.250       2.0     33.3 %         1",
                        "all                             2          4    66.7 %     50.0 %       0.0 %     0.500       2.0     25.0 %         1",
                        "",
                        "part of the reward            mean     least      most   responses",
                        "length                      -0.167    -0.500     0.000           1",
                        "test                         0.667     0.000     1.000           2",
                        "1 not graded: no parse");
    }

    @Test
    void reasonsBeyondTheFirstHundredAreCountedTogether() {
        ScoreTable table = new ScoreTable();
        for (int i = 0; i < 300; i++) {
            table.add(group(
                    "MATH",
                    new GradedResponse(truncated(0, "4"), Verdict.ungraded("truth '%d'".formatted(i)), Rewards.NONE)));
        }
        table.add(group("MATH", new GradedResponse(truncated(0, "4"), Verdict.ungraded("truth '7'"), Rewards.NONE)));

        assertThat(table.render())
                .contains("200 not graded: other reasons", "2 not graded: truth '7'")
                .endsWith("1 not graded: truth '10'");
    }
}
