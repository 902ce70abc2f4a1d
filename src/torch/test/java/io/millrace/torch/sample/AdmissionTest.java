package io.millrace.torch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.PromptKind;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final int GROUP = 4;

    private static GroupTask task(String query, int priority) {
        Sampling sampling = new Sampling(1, 1, 0, 8, List.of(0), 1);
        return new GroupTask(
                new SamplingRequest(query, 0, PromptKind.PLAIN, new TokenIds(1, 2), GROUP, 0, sampling).with(priority),
                Runnable::run);
    }

    private static Admission queue(Batching batching) {
        Admission queue = new Admission(batching, 1024);
        queue.add(task("first", 0));
        queue.add(task("low", -1));
        queue.add(task("second", 0));
        queue.add(task("high", 7));
        return queue;
    }

    private static List<String> queries(List<DecodeBatch.Join> joins) {
        return joins.stream().map(join -> join.task().request.queryId()).toList();
    }

    @Test
    void higherPriorityJoinsFirstAndEqualPriorityInOrderOfArrival() {
        Admission queue = queue(new Batching.Continuous(3 * GROUP));

        assertThat(queries(queue.next(0))).containsExactly("high", "first", "second");
        assertThat(queries(queue.next(0))).containsExactly("low");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void groupsThatAreDecodedAloneFollowTheSameOrder() {
        Admission queue = queue(new Batching.Group());

        assertThat(queries(queue.next(0))).containsExactly("high");
        assertThat(queries(queue.next(GROUP))).isEmpty();
        assertThat(queries(queue.next(0))).containsExactly("first");
    }
}
