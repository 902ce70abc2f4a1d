package io.millrace.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.SampleRun;
import io.millrace.jobs.testkit.SampleTurns;
import io.millrace.model.EnvironmentTurn;
import io.millrace.model.PromptKind;
import io.millrace.model.TokenRange;
import io.millrace.model.ToolCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses of several turns, as the page shows them. */
class TurnViewTest {
    @TempDir
    static Path temp;

    private static RunView run;

    @BeforeAll
    static void readARun() throws Exception {
        Path root = SampleRun.write(temp.resolve("run"), 7, 1, "");
        SampleTurns.append(root, "");
        run = RunFollower.read(new RunFolder(root));
    }

    private static ResponseDetail read(int sample, int byToken) throws IOException {
        return run.texts()
                .read(SampleTurns.QUERY, 0, PromptKind.PLAIN, byToken)
                .orElseThrow()
                .responses()
                .get(sample);
    }

    @Test
    void callsAreCounted() throws Exception {
        assertThat(read(0, -1).line().calls()).isEqualTo(7);
        assertThat(read(0, -1).line().malformed()).isEqualTo(3);
        assertThat(read(1, -1).line().calls()).isZero();
        assertThat(read(1, -1).line().malformed()).isZero();
        assertThat(read(0, -1).line().advantage())
                .as("the counts outlast the end")
                .isEqualTo(0.5);
    }

    @Test
    void turnsTellWhichTokensWereObserved() throws Exception {
        ResponseDetail one = read(0, 0);
        assertThat(one.turns()).hasSize(3);
        TurnDetail first = one.turns().get(0);
        assertThat(one.pieces().subList(first.from(), first.to())).containsExactly("5");
        assertThat(one.turns().get(1).calls()).isEmpty();
        TurnDetail last = one.turns().get(2);
        assertThat(last.from()).isEqualTo(last.to()).isEqualTo(one.tokens());
        assertThat(last.calls()).containsExactly(new TurnDetail.Call("finish", "12", "ANSWERED", false, "12", 2, 0));
        assertThat(one.tokens()).isEqualTo(one.line().length() + 2);
    }

    @Test
    void turnsComeWithTheTokensOnly() throws Exception {
        assertThat(read(0, -1).turns()).isEmpty();
        assertThat(read(0, 1).turns()).isEmpty();
        assertThat(read(1, 1).turns()).isEmpty();
    }

    @Test
    void longTextsOfCallsAreCut() {
        String emoji = "\ud83d\ude00";
        String text = "x".repeat(TurnDetail.MOST_CHARACTERS - 1) + emoji + "y".repeat(1_000_000);
        ToolCall call = new ToolCall(text, text, ToolCall.Outcome.UNKNOWN_TOOL, text, 3);
        TurnDetail.Call shown = TurnDetail.of(new EnvironmentTurn(new TokenRange(2, 5), List.of(call)))
                .calls()
                .get(0);
        String beginning = "x".repeat(TurnDetail.MOST_CHARACTERS - 1);
        assertThat(shown)
                .isEqualTo(
                        new TurnDetail.Call(beginning, beginning, "UNKNOWN_TOOL", true, beginning, text.length(), 3));
    }
}
