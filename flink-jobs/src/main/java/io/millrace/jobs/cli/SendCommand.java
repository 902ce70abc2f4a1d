package io.millrace.jobs.cli;

import io.millrace.assembly.ConfiguredData;
import io.millrace.channel.ChannelException;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.PromptRecords;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.RunException;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace send}: feeds a data set into a stream of prompts. */
@Command(
        name = "send",
        description =
                "Sends the prompts of a data set to a channel, which a run with data.stream.from trains on. Records"
                        + " that cannot be used are not sent.")
final class SendCommand implements Callable<Integer> {
    /** Prompts that are published together. */
    private static final int BATCH = 1000;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Data set in any supported layout. Default: the training prompts of the configuration.")
    private @Nullable String file;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ADDRESS",
            description = "The channel, for instance kafka:prompts or dir:/data/prompts.")
    private String to = "";

    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description = "YAML file of the run: layout and task of the prompts, options of Kafka.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides an option; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "Number of times to send each prompt (${DEFAULT-VALUE}).")
    private int times = 1;

    @Option(
            names = "--skip",
            paramLabel = "N",
            description = "Leaves out the first N prompts, which an earlier attempt has sent (${DEFAULT-VALUE}).")
    private long skip;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (times < 1) {
            throw new UsageException("--times: must be >= 1, was " + times);
        }
        MillraceConfig read = ConfigArguments.read(config, file, overrides);
        LoadedDataset loaded = load(read);
        long all = loaded.dataset().size() * times;
        if (skip < 0 || skip > all) {
            throw new UsageException("--skip: must be in 0..%d, the number of prompts, was %d".formatted(all, skip));
        }
        Channel channel = channel(read);
        PrintWriter out = Out.of(spec);
        long first = channel.held().next();
        send(loaded.dataset(), channel, first);
        long sent = all - skip;
        out.println("sent %d prompts to %s as records %d to %d; train on them with data.stream.from"
                .formatted(sent, to, first, first + sent - 1));
        if (!loaded.leftOut().isEmpty()) {
            out.println("%d records were left out: millrace data shows why"
                    .formatted(loaded.leftOut().size()));
        }
        return 0;
    }

    private static LoadedDataset load(MillraceConfig config) {
        try {
            return ConfiguredData.training(config);
        } catch (DatasetException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Channel channel(MillraceConfig config) {
        try {
            Channel channel =
                    ChannelKind.open(ChannelAddress.parse(to), config.channels().keepingAll());
            channel.prepare(config.stream().checkpointInterval());
            return channel;
        } catch (ChannelException | IllegalArgumentException e) {
            throw new UsageException("--to: " + e.getMessage());
        }
    }

    /** @param first number of the first record */
    private void send(Dataset prompts, Channel channel, long first) {
        List<String> batch = new ArrayList<>(BATCH);
        long all = prompts.size() * times;
        long sent = skip;
        try {
            for (long i = skip; i < all; i++) {
                batch.add(PromptRecords.line(prompts.get(i % prompts.size())));
                if (batch.size() == BATCH || i == all - 1) {
                    channel.append(batch);
                    sent += batch.size();
                    batch.clear();
                }
            }
        } catch (ChannelException e) {
            throw new RunException(partly(channel, first, sent, all, e), e);
        }
    }

    /** A batch that failed may have been published all the same: the channel itself knows. */
    private String partly(Channel channel, long first, long sent, long all, ChannelException e) {
        try {
            long published = skip + channel.held().next() - first;
            return "send: %d of %d prompts were sent to %s, then: %s; send the rest with --skip %d"
                    .formatted(published, all, to, e.getMessage(), published);
        } catch (ChannelException unknown) {
            return "send: at least %d of %d prompts were sent to %s, perhaps %d more, then: %s; count them with: millrace tail %s -n 1; send the rest with --skip"
                    .formatted(sent, all, to, Math.min(BATCH, all - sent), e.getMessage(), to);
        }
    }
}
