package io.millrace.jobs.submit;

import io.millrace.assembly.Parts;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunPart;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.jobs.topology.LearnerJob;
import io.millrace.jobs.topology.OnlineRlJob;
import io.millrace.jobs.topology.RolloutJob;
import io.millrace.jobs.topology.RunChannel;
import java.util.Locale;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that can be submitted: the whole loop, or one half of it. */
public enum SubmittedKind {
    /** The whole loop. */
    ONLINE {
        @Override
        public void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
            OnlineRlJob.build(env, parts, plan);
        }

        @Override
        boolean writes(RunChannel.Writer writer) {
            return writer != RunChannel.Writer.BOTH;
        }
    },
    /** From prompts to minibatches. */
    ROLLOUT {
        @Override
        public void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
            RolloutJob.build(env, parts, plan);
        }

        @Override
        boolean writes(RunChannel.Writer writer) {
            return writer == RunChannel.Writer.ROLLOUT;
        }
    },
    /** From minibatches to weights, ledger and steps. */
    LEARNER {
        @Override
        public void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
            LearnerJob.build(env, parts, plan);
        }

        @Override
        boolean writes(RunChannel.Writer writer) {
            return writer == RunChannel.Writer.LEARNER;
        }
    };

    /** Adds the job to an environment. */
    public abstract void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan);

    /** The part of the loop. */
    public RunPart part() {
        return RunPart.valueOf(name());
    }

    /** Whether only a job of this kind writes the channels of a half, or a learner outside Millrace for it. */
    abstract boolean writes(RunChannel.Writer writer);

    /**
     * Ensures that a new job does not append to the channels of another job.
     *
     * @param remedy what to do otherwise
     * @throws io.millrace.jobs.console.RefusedException if one of them has records
     */
    public void mustBeNew(RunFolder folder, JobChannels channels, String remedy) {
        for (RunChannel channel : RunChannel.values()) {
            if (!writes(channel.writer())) {
                continue;
            }
            ChannelStart.mustBeEmpty(
                    channel.word(),
                    channels.of(channel),
                    "run %s: ".formatted(folder.root()),
                    "a job (%s)".formatted(name().toLowerCase(Locale.ROOT)),
                    remedy);
        }
    }
}
