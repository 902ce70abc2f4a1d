package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.RecordSchema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The channels of a run; the only list of them. */
public enum RunChannel {
    /** One line per visit that has ended. */
    LEDGER(RecordSchema.LEDGER, Writer.LEARNER),
    /** One record of figures per optimizer step. */
    STEPS(RecordSchema.STEP, Writer.LEARNER),
    /** Training rows for a learner outside the job. */
    MINIBATCHES(RecordSchema.MINIBATCH, Writer.ROLLOUT),
    /** Reflection prompts for the sampler. They are never deleted: the job may still have to read them. */
    REFLECTIONS(RecordSchema.REFLECTION, Writer.ROLLOUT) {
        @Override
        ChannelsConfig retention(ChannelsConfig config) {
            return config.keepingAll();
        }
    },
    /** Records and visits that could not be used. Runs may share the channel. */
    DEAD_LETTERS(RecordSchema.DEAD_LETTER, Writer.BOTH),
    /** Minibatches that a learner outside Millrace has trained on; written by that learner, and never deleted. */
    ACKNOWLEDGEMENTS(RecordSchema.ACKNOWLEDGEMENT, Writer.LEARNER) {
        @Override
        ChannelsConfig retention(ChannelsConfig config) {
            return config.keepingAll();
        }
    },
    /** Parts of the windows of 10 s and 1 min. */
    METRICS(RecordSchema.WINDOW, Writer.ROLLOUT) {
        @Override
        ChannelsConfig retention(ChannelsConfig config) {
            return config.keepingAtMost(config.metricsBytes());
        }
    },
    /** Parts of the windows of 10 min. */
    TRENDS(RecordSchema.WINDOW, Writer.ROLLOUT),
    /** Every graded response, and the end of every visit. */
    EPISODES(RecordSchema.EPISODE, Writer.ROLLOUT) {
        @Override
        ChannelsConfig retention(ChannelsConfig config) {
            return config.keepingAtMost(config.episodesBytes());
        }
    },
    /** The learner's log-probabilities of the responses of each optimizer step. */
    SCORES(RecordSchema.SCORE, Writer.LEARNER) {
        @Override
        ChannelsConfig retention(ChannelsConfig config) {
            return config.keepingAtMost(config.scoresBytes());
        }
    },
    /** Changes of alarms; written by the process that watches the run, and never deleted. */
    ALARMS(RecordSchema.ALARM, Writer.BOTH) {
        @Override
        ChannelsConfig retention(ChannelsConfig config) {
            return config.keepingAll();
        }
    };

    /** The half of the loop that writes a channel. */
    public enum Writer {
        ROLLOUT,
        LEARNER,
        /** Both halves, or the process around them. */
        BOTH
    }

    private final RecordSchema schema;
    private final Writer writer;

    RunChannel(RecordSchema schema, Writer writer) {
        this.schema = schema;
        this.writer = writer;
    }

    /** The name in commands, and of the folder in a run's folder. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The option below {@code channels} with its address. */
    public String option() {
        String[] words = word().split("-");
        StringBuilder option = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            option.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return option.toString();
    }

    /** The kind of its records. */
    public RecordSchema schema() {
        return schema;
    }

    /** The half of the loop that writes it. */
    public Writer writer() {
        return writer;
    }

    /** Its configured address; empty if it is in the run's folder. */
    String address(ChannelsConfig config) {
        return requireNonNull(config.addresses().get(option()), option());
    }

    /** The configuration with its retention. */
    ChannelsConfig retention(ChannelsConfig config) {
        return config;
    }

    /** The channel of a name. */
    public static Optional<RunChannel> find(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }
}
