package io.millrace.jobs.cli;

import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.channel.ChannelTail;
import io.millrace.jobs.channel.ChannelTail.From;
import io.millrace.jobs.channel.RecordText;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace tail}: prints the records of a channel. */
@Command(
        name = "tail",
        description = {
            "Prints the last records of a channel, one line each, and continues as records are published.",
            "Ends with exit code 0 on Ctrl-C, or if its output is closed."
        })
final class TailCommand implements Callable<Integer> {
    private static final long DEFAULT_COUNT = 10;

    @Parameters(
            index = "0",
            paramLabel = "WHERE",
            description = "Folder of a run, folder of a channel, or address KIND:PLACE.")
    private String where = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CHANNEL",
            description =
                    "Channel of the run: ledger, steps, minibatches, reflections, dead-letters, metrics, trends, episodes, scores, alarms.")
    private @Nullable String name;

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description = "First record: its number, beginning (the oldest one held) or end (the next one).")
    private @Nullable String from;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description =
                    "Without --from, starts with the last N records (default: 10); with it, ends after N records.")
    private @Nullable Long count;

    @Option(
            names = "--follow",
            negatable = true,
            description =
                    "Waits for more after the last published record. Default: yes, unless the place is the folder of a finished run.")
    private @Nullable Boolean follow;

    @Option(
            names = {"--json", "--raw"},
            description = "Prints the records as they are.")
    private boolean json;

    @Mixin
    private ChannelArguments channels = new ChannelArguments();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (count != null && count < 0) {
            throw new UsageException("--count: must be >= 0, was " + count);
        }
        ChannelPlace place = channels.place(where);
        Channel channel = place.channel(nameIn(place));
        long most = count != null ? count : from == null ? DEFAULT_COUNT : Long.MAX_VALUE;
        boolean goesOn = follow != null ? follow : !finished(place);
        AtomicBoolean stopped = new AtomicBoolean();
        if (goesOn) {
            Interrupts.handle(() -> stopped.set(true));
        }
        PrintWriter out = Out.of(spec);
        new ChannelTail(channel, start(), most, goesOn).read(record -> print(record, out), stopped::get);
        return 0;
    }

    private String nameIn(ChannelPlace place) {
        Optional<RunFolder> run = place.run();
        if (run.isEmpty()) {
            if (name != null) {
                throw new UsageException(
                        "tail: CHANNEL must be given with the folder of a run only, %s is a channel".formatted(where));
            }
            return "";
        }
        if (name == null) {
            throw new UsageException("tail: must name a channel of run %s: one of %s"
                    .formatted(where, String.join(", ", place.names(run.get()))));
        }
        return name;
    }

    private From start() {
        if (from == null) {
            return From.LAST;
        }
        return switch (from) {
            case "beginning" -> From.BEGINNING;
            case "end" -> From.END;
            default -> {
                if (!from.matches("\\d{1,18}")) {
                    throw new UsageException(
                            "--from: must be the number of a record, beginning or end, was '%s'".formatted(from));
                }
                yield From.record(Long.parseLong(from));
            }
        };
    }

    private static boolean finished(ChannelPlace place) {
        return place.run()
                .map(run -> Files.exists(run.report()) && !run.inUse())
                .orElse(false);
    }

    /** False if the output is closed, for instance by {@code | head}. */
    private boolean print(ChannelRecord record, PrintWriter out) {
        out.println(json ? record.line() : "%8d  %s".formatted(record.number(), RecordText.of(record.line())));
        return !out.checkError() && !Millrace.TERMINAL.checkError();
    }
}
