package io.millrace.operators.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrdinalSplitTest {
    @Test
    void theSharesOfANewJobCoverEachOrdinalOnce() {
        assertThat(OrdinalEnumerator.all(3).stream().flatMap(share -> Stream.iterate(share, OrdinalSplit::advanced)
                        .limit(3)
                        .map(OrdinalSplit::next)))
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 3L * OrdinalEnumerator.SHARES)
                        .boxed()
                        .toList());
    }

    @Test
    void aJobWithMoreReadersThanSharesGetsAShareForEach() {
        assertThat(OrdinalEnumerator.all(200)).hasSize(200);
    }

    @Test
    void positionsAreRestoredFromCheckpoints() throws Exception {
        SplitListSerializer serializer = new SplitListSerializer();
        List<OrdinalSplit> splits = List.of(new OrdinalSplit(1, 3, 4_000_000_000_000L), OrdinalSplit.start(2, 3));

        assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(splits)))
                .isEqualTo(splits);
    }

    @Test
    void bytesOfAnotherVersionAreRefused() {
        assertThatThrownBy(() -> new OrdinalSplitSerializer().deserialize(2, new byte[16]))
                .hasMessage("prompt split: must be 16 bytes of version 1, was 16 bytes of version 2");
    }

    @Test
    void aPositionOfAnotherShareIsRefused() {
        assertThatThrownBy(() -> new OrdinalSplit(1, 3, 5)).hasMessage("prompt split: next must be 1 modulo 3, was 5");
    }
}
