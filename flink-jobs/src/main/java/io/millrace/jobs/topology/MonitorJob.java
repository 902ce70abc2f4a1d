package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MonitorConfig;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.channel.UntilRecord;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.observe.ReadEpisodes;
import io.millrace.operators.observe.WindowRecords;
import io.millrace.state.codec.Types;
import io.millrace.window.Observation;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The monitor as a job of its own: reads the episodes that runs have published, and writes their windows as the stage of the run does.
 * The pipelines of the runs are independent of each other.
 */
public final class MonitorJob {
    private MonitorJob() {}

    /**
     * One run to monitor.
     *
     * @param name of the run, which its windows carry; unique in the job
     * @param folder of the windows
     * @param channels the episodes are read, metrics and trends are written
     * @param first number of the first episode record
     * @param until number of the first episode record that is not read, at which all windows are complete; empty to read all that will be
     *     published
     * @param config bounds of the windows
     */
    public record Monitored(
            String name, Path folder, JobChannels channels, long first, OptionalLong until, MonitorConfig config) {
        public Monitored {
            requireNonNull(name, "name");
            requireNonNull(folder, "folder");
            requireNonNull(channels, "channels");
            requireNonNull(until, "until");
            requireNonNull(config, "config");
        }

        private RecordPacing.Factory pacing() {
            return until.isPresent() ? new UntilRecord(until.getAsLong()) : RecordPacing.Factory.UNPACED;
        }

        private String named(String name) {
            return name + " " + this.name;
        }
    }

    /** Adds the pipeline of a run. */
    public static void build(StreamExecutionEnvironment env, Monitored run, FaultPlan faults) {
        DataStream<ChannelRecord> records = ChannelEndpoints.from(
                env,
                run.channels().of(RunChannel.EPISODES),
                run.pacing(),
                run.first(),
                run.named("episodes"),
                run.named(Uids.MONITORED_EPISODES));
        DataStream<Observation> observations = records.flatMap(new ReadEpisodes(run.name(), run.first()))
                .returns(Types.OBSERVATION)
                .uid(run.named(Uids.READ_EPISODES))
                .name(run.named("read episodes"))
                .setParallelism(1);
        boolean publishOpen = run.until().isPresent();
        ChannelEndpoints.into(
                        observations,
                        WindowRecords.metrics(run.folder(), run.name(), run.config(), publishOpen),
                        run.channels().of(RunChannel.METRICS),
                        faults,
                        run.named(Uids.MONITORED_METRICS))
                .name(run.named("metrics"));
        ChannelEndpoints.into(
                        observations,
                        WindowRecords.trends(run.folder(), run.name(), run.config(), publishOpen),
                        run.channels().of(RunChannel.TRENDS),
                        faults,
                        run.named(Uids.MONITORED_TRENDS))
                .name(run.named("trends"));
    }
}
