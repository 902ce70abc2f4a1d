package io.millrace.jobs.fork;

import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.topology.JobDefaults;
import io.millrace.jobs.topology.LocalCluster;
import io.millrace.jobs.topology.Uids;
import io.millrace.operators.learn.SavedLearner;
import io.millrace.state.StateNames;
import io.millrace.state.codec.Chunk;
import io.millrace.state.codec.Types;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Reads the learner's optimizer step from a checkpoint or savepoint. */
final class SavedStep {
    /** More than a chunk of the learner's state. */
    private static final String LARGEST = "16 mb";

    private SavedStep() {}

    /** @throws RefusedException if there is no learner in it */
    static long of(Path point) throws Exception {
        Configuration conf = new Configuration();
        conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        conf.set(PipelineOptions.GENERIC_TYPES, false);
        conf.setString("collect-sink.batch-size.max", LARGEST);
        StreamExecutionEnvironment env = LocalCluster.environment(1, conf);
        try {
            CloseableIterator<Chunk> chunks = SavepointReader.read(
                            env, JobDefaults.location(point), new EmbeddedRocksDBStateBackend())
                    .readListState(OperatorIdentifier.forUid(Uids.LEARN), StateNames.LEARNER, Types.CHUNK)
                    .executeAndCollect("fork");
            try {
                return SavedLearner.step(chunks);
            } finally {
                chunks.close();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(
                    "fork %s: contains no readable state of a learner: %s".formatted(point, Causes.readable(e)), e);
        }
    }
}
