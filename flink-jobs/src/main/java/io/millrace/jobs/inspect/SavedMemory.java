package io.millrace.jobs.inspect;

import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunPart;
import io.millrace.jobs.topology.JobDefaults;
import io.millrace.jobs.topology.LocalCluster;
import io.millrace.jobs.topology.Uids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The trajectory memory in a checkpoint or savepoint, read by a small Flink job that streams it: only a few records are
 * in this process at a time.
 *
 * @param path the checkpoint or savepoint
 * @param run the folder of its run, if it is in one
 */
public record SavedMemory(Path path, Optional<RunFolder> run) {
    /** State is shown as it was written, including entries that have expired since. */
    static final Duration UNLIMITED = Duration.ofDays(36_500);

    /** Maximum size of a line, and of the lines in flight from the job: 12 bytes per response token. */
    private static final String MAX_LINE_SIZE = "8 mb";

    private static final int PARENTS = 4;

    /**
     * Finds a checkpoint or savepoint.
     *
     * @param given a checkpoint, a savepoint, or the folder of a run, whose newest one is taken
     * @throws RefusedException if it is none of these
     */
    public static SavedMemory find(Path given) throws IOException {
        if (!Files.isDirectory(given)) {
            throw new RefusedException("inspect %s: must be a checkpoint, a savepoint or the folder of a run, %s"
                    .formatted(given, Files.exists(given) ? "is a file" : "does not exist"));
        }
        if (Files.exists(given.resolve("_metadata"))) {
            return new SavedMemory(given, runOf(given));
        }
        RunFolder run = new RunFolder(given);
        Path newest = newest(run)
                .orElseThrow(() -> new RefusedException(
                        "inspect %s: the folder of the run contains no checkpoint or savepoint".formatted(given)));
        return new SavedMemory(newest, Optional.of(run));
    }

    /** If the run's halves are separate processes, its memory is in the rollout's folder. */
    private static Optional<Path> newest(RunFolder run) throws IOException {
        Optional<Path> rollout = run.half(RunPart.ROLLOUT).latestRestorePoint();
        return rollout.isPresent() ? rollout : run.latestRestorePoint();
    }

    private static Optional<RunFolder> runOf(Path path) {
        Path at = path.toAbsolutePath().normalize();
        for (int i = 0; i < PARENTS && at != null; i++, at = at.getParent()) {
            if (Files.exists(new RunFolder(at).config())) {
                return Optional.of(new RunFolder(at));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads items one at a time.
     *
     * @param <T> type of the items
     * @param <R> type of the result
     */
    public interface Reading<T, R> {
        R read(Iterator<T> items) throws IOException;
    }

    /** Reads a line for every query, in no particular order. */
    public <R> R queries(Reading<QueryLine, R> reading) throws Exception {
        return read(Uids.REMEMBER, new QueryReader(), Types.STRING, QueryLine.class, reading);
    }

    /**
     * Reads a line for every trajectory, in no particular order.
     *
     * @param query the query to read; all queries if empty
     */
    public <R> R trajectories(Optional<String> query, Reading<TrajectoryLine, R> reading) throws Exception {
        return read(Uids.REMEMBER, new TrajectoryReader(query), Types.STRING, TrajectoryLine.class, reading);
    }

    /** Reads a line for every shard, in no particular order. */
    public <R> R shards(Reading<ShardLine, R> reading) throws Exception {
        return read(Uids.COMPOSE, new ShardReader(), Types.INT, ShardLine.class, reading);
    }

    private <K, T, R> R read(
            String uid,
            KeyedStateReaderFunction<K, T> reader,
            TypeInformation<K> key,
            Class<T> line,
            Reading<T, R> reading)
            throws Exception {
        CloseableIterator<T> lines = open(uid, reader, key, line);
        try {
            return reading.read(lines);
        } finally {
            lines.close();
        }
    }

    private <K, T> CloseableIterator<T> open(
            String uid, KeyedStateReaderFunction<K, T> reader, TypeInformation<K> key, Class<T> line) throws Exception {
        Configuration conf = new Configuration();
        conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        conf.set(PipelineOptions.GENERIC_TYPES, false);
        conf.setString("collect-sink.batch-size.max", MAX_LINE_SIZE);
        StreamExecutionEnvironment env = LocalCluster.environment(1, conf);
        try {
            return SavepointReader.read(env, JobDefaults.location(path), new EmbeddedRocksDBStateBackend())
                    .readKeyedState(OperatorIdentifier.forUid(uid), reader, key, TypeInformation.of(line))
                    .filter(SavedMemory::present)
                    .executeAndCollect("inspect");
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(
                    "inspect %s: does not contain the state of a Millrace job: %s".formatted(path, Causes.readable(e)),
                    e);
        }
    }

    private static boolean present(Object line) {
        return !(line instanceof TrajectoryLine trajectory) || trajectory.number() >= 0;
    }
}
