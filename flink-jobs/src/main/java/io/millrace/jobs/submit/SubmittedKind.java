package io.millrace.jobs.submit;

import io.millrace.assembly.Parts;
import io.millrace.channel.ChannelReader;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.jobs.topology.LearnerJob;
import io.millrace.jobs.topology.OnlineRlJob;
import io.millrace.jobs.topology.RolloutJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that can be submitted: the whole loop, or one half of it. */
public enum SubmittedKind {
    /** The whole loop. */
    ONLINE {
        @Override
        void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
            OnlineRlJob.build(env, parts, plan);
        }

        @Override
        List<Path> written(RunFolder folder) {
            return List.of(folder.reflections(), folder.minibatches(), folder.ledger(), folder.steps());
        }
    },
    /** From prompts to minibatches. */
    ROLLOUT {
        @Override
        void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
            RolloutJob.build(env, parts, plan);
        }

        @Override
        List<Path> written(RunFolder folder) {
            return List.of(folder.reflections(), folder.minibatches());
        }
    },
    /** From minibatches to weights, ledger and steps. */
    LEARNER {
        @Override
        void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
            LearnerJob.build(env, parts, plan);
        }

        @Override
        List<Path> written(RunFolder folder) {
            return List.of(folder.ledger(), folder.steps());
        }
    };

    /** Adds the job to an environment. */
    abstract void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan);

    /** The channels that only a job of this kind writes. */
    abstract List<Path> written(RunFolder folder);

    /**
     * Ensures that a new job does not append to the channels of another job.
     *
     * @throws RefusedException if one of them has records
     */
    void mustBeNew(RunFolder folder) {
        for (Path channel : written(folder)) {
            long records = ChannelReader.published(channel);
            if (records > 0) {
                throw new RefusedException(
                        "run %s: must have no records in %s for a job (%s) that starts from scratch, had %d: restore it with flink run -s"
                                        .formatted(
                                                folder.root(),
                                                channel.getFileName(),
                                                name().toLowerCase(Locale.ROOT),
                                                records)
                                + " SAVEPOINT, or choose another folder with --out");
            }
        }
    }
}
