package io.millrace.jobs.start;

import io.millrace.channel.ChannelException;
import io.millrace.channel.StartPosition;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.PromptStream;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks a run's channels before its job starts: they must be usable, and those of a new run must be empty. */
public final class ChannelStart {
    private ChannelStart() {}

    /**
     * Checks that the addresses name channels, without connecting to them.
     *
     * @throws RefusedException naming all that do not
     */
    public static void checkAddresses(MillraceConfig config) {
        Map<String, String> addresses = new LinkedHashMap<>();
        config.channels().addresses().forEach((option, address) -> addresses.put("channels." + option, address));
        addresses.put("data.stream.from", config.data().stream().from());
        List<String> problems = new ArrayList<>();
        addresses.forEach((option, address) -> {
            if (!address.isEmpty()) {
                try {
                    ChannelKind.open(ChannelAddress.parse(address), config.channels());
                } catch (ChannelException e) {
                    problems.add("%s: %s".formatted(option, e.getMessage()));
                }
            }
        });
        if (!problems.isEmpty()) {
            throw new RefusedException(String.join("\n", problems));
        }
    }

    /**
     * Prepares the channels of a run.
     *
     * @throws RefusedException naming the first that cannot be used
     */
    public static JobChannels prepare(MillraceConfig config, RunFolder folder) {
        checkAddresses(config);
        try {
            JobChannels channels = JobChannels.in(folder.root(), config.channels());
            channels.prepare(config.stream().checkpointInterval());
            PromptStream.channel(config.data().stream(), config.channels()).ifPresent(prompts -> {
                prompts.prepare(config.stream().checkpointInterval());
                if (!Files.exists(folder.streamStart())) {
                    prompts.located(StartPosition.parse(config.data().stream().start()));
                }
            });
            return channels;
        } catch (ChannelException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Ensures that the channels of a new run that are not in its folder have no records of another run. Dead letters may
     * be shared.
     *
     * @throws RefusedException if one of them has records
     */
    public static void mustBeEmptyElsewhere(JobChannels channels, RunFolder folder) {
        channels.all().forEach((name, channel) -> {
            boolean inside = channel instanceof DirectoryChannel directory
                    && directory.folder().startsWith(folder.root().toAbsolutePath());
            if (!inside && channel != channels.deadLetters()) {
                mustBeEmpty(name, channel, "run %s: ".formatted(folder.root()), "a run", "give it other channels");
            }
        });
    }

    /**
     * Ensures that a channel has no records of another job.
     *
     * @param name of the channel
     * @param who beginning of the message
     * @param starts what is about to start
     * @param remedy what to do otherwise
     * @throws RefusedException if it has records
     */
    public static void mustBeEmpty(String name, Channel channel, String who, String starts, String remedy) {
        long records = published(channel);
        if (records > 0) {
            String place = channel instanceof DirectoryChannel ? "" : " (%s)".formatted(channel.address());
            throw new RefusedException("%smust have no records in %s%s for %s that starts from scratch, had %d: %s"
                    .formatted(who, name, place, starts, records, remedy));
        }
    }

    private static long published(Channel channel) {
        try {
            return channel.held().next();
        } catch (ChannelException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}
