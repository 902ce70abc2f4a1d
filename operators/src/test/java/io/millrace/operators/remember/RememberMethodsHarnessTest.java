package io.millrace.operators.remember;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.Retention;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.model.TokenIds;
import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Memory with replay and reflection on: up to two replays, and a query is hard below a mean reward of 0.6. */
class RememberMethodsHarnessTest {
    private RememberHarness harness;

    @BeforeEach
    void make() throws Exception {
        harness = harness();
    }

    private static RememberHarness harness() throws Exception {
        return new RememberHarness(
                new MemoryConfig(4, 4, Retention.Rule.NEWEST, Duration.ofDays(1), 0, true, true),
                new HashParts(1, 0, 0, 100, new HashMethods(true, true, 0, 1, 1)));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** Two incorrect responses. */
    private static GradedGroup wrong(long visit) {
        return new GradedGroup(
                Stream.visit("a", visit),
                new TokenIds(1),
                List.of(
                        Samples.graded(Samples.response(0, FinishReason.STOP, 100, (int) visit), false, 0),
                        Samples.graded(Samples.response(1, FinishReason.STOP, 101, (int) visit), false, 0)));
    }

    private GradedGroup last() {
        List<Passage> out = harness.extractOutputValues();
        return (GradedGroup) out.get(out.size() - 1);
    }

    private List<String> reflections() {
        var sent = harness.getSideOutput(RememberFunction.REFLECTIONS);
        return sent == null
                ? List.of()
                : sent.stream().map(StreamRecord::getValue).toList();
    }

    @Test
    void aCorrectResponseOfAnEarlierVisitJoinsAGroupThatIsAllIncorrect() throws Exception {
        harness.open();
        harness.processElement(Stream.graded("a", 0), 0);
        GradedGroup group = wrong(1);
        harness.processElement(group, 0);

        assertThat(last().responses()).hasSize(3).startsWith(group.responses().toArray(GradedResponse[]::new));
        GradedResponse joined = last().responses().get(2);
        assertThat(joined.correct()).isTrue();
        assertThat(joined.response().origin()).isEqualTo(Origin.REPLAYED);
        assertThat(joined.response().sample()).isEqualTo(2);
        assertThat(harness.statistics("q/a").responses())
                .as("a replay is not counted again")
                .isEqualTo(4);
        assertThat(harness.trajectories("q/a")).as("nor remembered again").hasSize(4);
    }

    @Test
    void aReflectionOnAHardQueryGoesToASideOutput() throws Exception {
        harness.open();
        harness.processElement(Stream.graded("a", 0), 0);
        assertThat(reflections()).as("never at the first visit").isEmpty();
        harness.processElement(wrong(1), 0);

        assertThat(reflections())
                .as("with the failure of visit 0, which is the letter of token 97 and token 0")
                .containsExactly(
                        "{'schema':'reflection/1','run':'RUN','query':'q/a','visit':1,'prompt':{'queryId':'q/a','messages':[{'role':'user','content':'a: a~ is wrong, why?'}],"
                                .concat("'truths':[],'source':'test','task':'hash','kind':'REFLECTION'}}")
                                .replace(
                                        "RUN",
                                        Stream.settings(Path.of("none"), 1).run())
                                .replace("~", "\\u0" + "000")
                                .replace('\'', '"'));
        assertThat(harness.statistics("q/a").reflections().sent()).isEqualTo(1);
        assertThat(harness.extractOutputValues()).hasSize(2);
    }

    @Test
    void replaysAndReflectionsSurviveARestore() throws Exception {
        harness.open();
        harness.processElement(Stream.graded("a", 0), 0);
        OperatorSubtaskState state = harness.snapshot(1, 0);
        harness.processElement(wrong(1), 0);
        GradedGroup undisturbed = last();
        List<String> sent = reflections();
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        harness.processElement(wrong(1), 0);

        assertThat(last()).isEqualTo(undisturbed);
        assertThat(reflections()).isEqualTo(sent).hasSize(1);
    }
}
