package io.millrace.operators.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UntilRecordTest {
    @Test
    void onlyTheRecordsBeforeTheEndArePermitted() {
        try (RecordPacing pacing = new UntilRecord(3).open(null)) {
            assertThat(pacing.whenMayEmit(2)).isDone();
            assertThat(pacing.whenMayEmit(3)).isNotDone();
            assertThat(pacing.whenMayEmit(4)).isNotDone();
        }
    }

    @Test
    void aNegativeEndIsRejected() {
        assertThatThrownBy(() -> new UntilRecord(-1)).hasMessage("channel: end must be >= 0, was -1");
    }
}
