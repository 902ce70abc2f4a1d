package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.SampledGroup;
import io.millrace.task.Tasks;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.GatedTask;
import io.millrace.testkit.LenientTask;
import io.millrace.testkit.Samples;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Groups with a remote verifier are graded concurrently, the others on the calling thread. */
class GradeWaitsTest {
    private final GatedTask remote = new GatedTask("remote");
    private final Grade grade = new Grade(CharTokens.digits(), Tasks.of(remote, new LenientTask("local")));

    private static SampledGroup group(String query, String task) {
        return Samples.group(Samples.prompt(query, task), Samples.answered(0, "7"), Samples.answered(1, "8"));
    }

    @Test
    void waitingGroupsAreJudgedConcurrently() throws InterruptedException {
        List<CompletableFuture<GradedGroup>> groups =
                List.of(grade.start(group("1", "remote")), grade.start(group("2", "remote")));
        remote.awaitAsked(2);
        assertThat(grade.waiting()).isEqualTo(2);
        assertThat(groups).noneMatch(CompletableFuture::isDone);

        remote.open("q/2");
        assertThat(groups.get(1).join().responses()).allMatch(GradedResponse::correct);
        assertThat(groups.get(0)).isNotDone();
        remote.open("q/1");
        assertThat(groups.get(0).join().visit().prompt().queryId()).isEqualTo("q/1");
        assertThat(grade.waiting()).isZero();
        grade.close();
    }

    @Test
    void aGroupWithALocalVerifierIsDoneAtOnce() {
        assertThat(grade.start(group("1", "local"))).isCompleted();
        assertThat(grade.start(group("1", "no such task"))).isCompleted();
    }

    @Test
    void responsesGradedIndividuallyAreJudgedTogether() {
        remote.open("q/1");
        SampledGroup group = group("1", "remote");
        List<GradedResponse> graded =
                grade.startEach(group.visit().prompt(), group.responses()).join();
        assertThat(graded).extracting(response -> response.response().sample()).containsExactly(0, 1);
        assertThat(graded).allMatch(GradedResponse::correct);
        assertThat(remote.asked()).containsExactly("q/1");
        grade.close();
    }

    @Test
    void closingInterruptsWaitingGroupsAndClosesTheTasks() throws InterruptedException {
        CompletableFuture<GradedGroup> group = grade.start(group("1", "remote"));
        remote.awaitAsked(1);
        grade.close();
        assertThat(group.join().responses()).noneMatch(GradedResponse::graded);
        assertThat(remote.closed()).isTrue();
    }

    @Test
    void anErrorIsTheResultOfItsGroup() {
        remote.open("q/broken");
        CompletableFuture<GradedGroup> group = grade.start(group("broken", "remote"));
        assertThatThrownBy(group::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AssertionError.class);
        grade.close();
    }
}
