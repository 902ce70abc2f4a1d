package io.millrace.jobs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.compose.Shards;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTest {
    private static final Shards THREE = new Shards(3);

    @Test
    void shardsAreDistinguishedByTheirNumbersAndNotByTheirKeys() {
        assertThat(Overview.shards(List.of(
                        new ShardLine(THREE.key(2), 7, 1, 30),
                        new ShardLine(THREE.key(0), 8, 2, 10),
                        new ShardLine(THREE.key(1), 9, 3, 1020))))
                .containsExactly(
                        "shard minibatches so far  visits waiting  replay buffer rows",
                        "    0                  8               2                  10",
                        "    1                  9               3               1,020",
                        "    2                  7               1                  30");
    }

    @Test
    void missingShardsMakeTheNumbersOfTheOthersUnknown() {
        assertThat(Overview.shards(
                        List.of(new ShardLine(THREE.key(2), 7, 1, 30), new ShardLine(THREE.key(0), 8, 2, 10))))
                .contains(
                        "some shards have not had a visit yet: their lines are missing, and so are the numbers of the others");
    }
}
