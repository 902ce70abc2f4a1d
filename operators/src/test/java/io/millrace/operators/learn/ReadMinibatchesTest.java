package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.codec.MinibatchJson;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.testkit.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMinibatchesTest {
    @Test
    void aRecordBecomesItsMinibatch() {
        Minibatch minibatch = Minibatch.plain(0, 3, List.of(), List.of(Stream.failed(6)), GroupStatistics.NONE);

        assertThat(new ReadMinibatches().map(new ChannelRecord(3, MinibatchJson.write(minibatch, "r1"))))
                .isEqualTo(minibatch);
    }

    @Test
    void aRecordThatIsNotAMinibatchFailsTheJobWithItsNumber() {
        assertThatThrownBy(() -> new ReadMinibatches().map(new ChannelRecord(17, "null")))
                .hasMessage(
                        "minibatches: record 17 is not a valid minibatch (must be a minibatch, was null): restore the channel from a copy, or restore rollout and learner from checkpoints before it");
    }
}
