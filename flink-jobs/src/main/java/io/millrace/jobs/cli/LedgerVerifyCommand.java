package io.millrace.jobs.cli;

import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.channel.LedgerChecks;
import io.millrace.jobs.channel.OpenVisits;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.ledger.LedgerVerdict;
import io.millrace.operators.channel.Channel;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace ledger verify}: audits a ledger. */
@Command(
        name = "verify",
        description = {
            "Verifies that every prompt visit in a ledger ended exactly once, that steps and minibatches have no gap, and that"
                    + " the channels of steps and minibatches agree with it.",
            "For a run's folder, all its channels are read. Exit code 0 if the ledger is sound, 1 if it is not."
        })
final class LedgerVerifyCommand implements Callable<Integer> {
    private static final int UNSOUND = 1;

    @Parameters(paramLabel = "WHERE", description = "Folder of a run, folder of a ledger, or address KIND:PLACE.")
    private String where = "";

    @Option(names = "--steps", paramLabel = "WHERE", description = "Channel of steps to compare with.")
    private @Nullable String steps;

    @Option(names = "--minibatches", paramLabel = "WHERE", description = "Channel of minibatches to compare with.")
    private @Nullable String minibatches;

    @Option(
            names = "--open",
            paramLabel = "N",
            description =
                    "Number of visits of a split that may be in flight while later ones have ended. Default: for a run's folder,"
                            + " the number that its configuration allows; otherwise 0.")
    private @Nullable Long open;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "20",
            description = "Maximum number of faults to describe (${DEFAULT-VALUE}); the others are counted.")
    private int faults;

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    @Mixin
    private ChannelArguments channels = new ChannelArguments();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        check();
        ChannelPlace place = channels.place(where);
        boolean live = place.run().map(RunFolder::inUse).orElse(false);
        LedgerChecks.Channels checked = new LedgerChecks.Channels(
                place.channel("ledger"),
                beside(place, steps, "steps"),
                beside(place, minibatches, "minibatches"),
                live);
        LedgerVerdict verdict = LedgerChecks.verify(checked, lastStep -> open(place, lastStep), faults);
        VerdictText text = new VerdictText(checked.ledger().address().toString(), verdict, live);
        Out.lines(spec, json ? text.json() : text.lines());
        return verdict.sound() ? 0 : UNSOUND;
    }

    private void check() {
        if (faults < 0) {
            throw new UsageException("--faults: must be >= 0, was " + faults);
        }
        if (open != null && open < 0) {
            throw new UsageException("--open: must be >= 0, was " + open);
        }
    }

    private ToLongFunction<String> open(ChannelPlace place, long lastStep) {
        if (open != null) {
            long allowed = open;
            return split -> allowed;
        }
        return place.run().map(run -> OpenVisits.of(run, lastStep)).orElse(split -> 0L);
    }

    /** A channel that was named, or one of the run that has records. */
    private Optional<Channel> beside(ChannelPlace place, @Nullable String named, String inRun) {
        if (named != null) {
            return Optional.of(channels.place(named).channel(inRun));
        }
        return place.run()
                .filter(run -> place.names(run).contains(inRun))
                .map(run -> place.channel(inRun))
                .filter(channel -> channel.held().next() > 0);
    }
}
