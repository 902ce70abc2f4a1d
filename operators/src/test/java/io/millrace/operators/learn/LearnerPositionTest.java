package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import io.millrace.operators.testkit.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerPositionTest {
    private static Minibatch minibatch(int shard, long sequence) {
        return new Minibatch(
                shard,
                sequence,
                sequence,
                true,
                Minibatch.Kind.PLAIN,
                List.of(),
                List.of(Stream.failed(0), Stream.failed(1)),
                new GroupStatistics(1, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of()),
                0);
    }

    @Test
    void itCountsMinibatchesByShardAsTheyArriveAndEndsBySplitAsTheyAreTrained() {
        LearnerPosition position = LearnerPosition.START
                .received(minibatch(0, 0))
                .received(minibatch(1, 0))
                .received(minibatch(0, 1));
        assertThat(position).isEqualTo(new LearnerPosition(0, Map.of(0, 2L, 1, 1L), Map.of(), 0));

        assertThat(position.trained(List.of(minibatch(0, 0), minibatch(1, 0))))
                .isEqualTo(new LearnerPosition(1, Map.of(0, 2L, 1, 1L), Map.of("prompts", 4L), 18));
    }

    @Test
    void aMinibatchOutOfOrderIsRejected() {
        LearnerPosition position = LearnerPosition.START.received(minibatch(0, 0));

        assertThatThrownBy(() -> position.received(minibatch(0, 0)))
                .hasMessage("learner: the next minibatch of shard 0 must be 1, was 0");
        assertThatThrownBy(() -> position.received(minibatch(0, 2)))
                .hasMessage("learner: the next minibatch of shard 0 must be 1, was 2");
    }

    @Test
    void aPositionWithoutTokensIsRead(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("position.json"), "{\"step\":7,\"next\":{\"0\":2},\"ended\":{\"prompts\":6}}");

        assertThat(LearnerPosition.read(folder))
                .isEqualTo(new LearnerPosition(7, Map.of(0, 2L), Map.of("prompts", 6L), 0));
    }

    @Test
    void itSurvivesARoundTripThroughItsFolder(@TempDir Path folder) throws Exception {
        LearnerPosition position = new LearnerPosition(7, Map.of(0, 2L), Map.of("prompts", 6L), 90);
        position.write(folder);

        assertThat(LearnerPosition.read(folder)).isEqualTo(position);
    }
}
