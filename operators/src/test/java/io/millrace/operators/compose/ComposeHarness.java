package io.millrace.operators.compose;

import io.millrace.assembly.Parts;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Compose on RocksDB with one shard. */
final class ComposeHarness {
    private ComposeHarness() {}

    static KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> of(Parts parts, StreamSettings settings)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch>(
                new KeyedProcessOperator<>(new ComposeFunction(parts, settings, FaultPlan.NONE)),
                passage -> 0,
                Types.INT);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
        harness.setup(io.millrace.state.codec.Types.MINIBATCH.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        return harness;
    }
}
