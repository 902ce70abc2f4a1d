package io.millrace.jobs.cli;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelRepair;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace channel repair}: rebuilds the head of a channel from its segments. */
@Command(
        name = "repair",
        description =
                "Rebuilds a channel's head.json from its segments, or reports why that is impossible. Changes nothing if"
                        + " the channel is intact.")
final class ChannelRepairCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of the channel, for instance runs/reason/ledger.")
    private @Nullable Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (folder == null || spec == null || !Files.isDirectory(folder)) {
            throw new UsageException("channel %s: is not a folder".formatted(folder));
        }
        Path run = folder.toAbsolutePath().normalize().getParent();
        Optional<String> user = run == null ? Optional.empty() : new RunFolder(run).user();
        if (user.isPresent()) {
            throw new RefusedException(
                    "channel %s: its run is in use by %s; stop it first".formatted(folder, user.get()));
        }
        try {
            report(ChannelRepair.repair(folder), spec.commandLine().getOut());
            return 0;
        } catch (ChannelException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void report(ChannelRepair.Outcome outcome, PrintWriter out) {
        if (!outcome.repaired()) {
            out.println("channel %s: nothing to repair: head.json and segments agree on %,d records"
                    .formatted(folder, outcome.after().records()));
            return;
        }
        out.println("channel %s: head.json was rebuilt: %,d records, up to byte %,d of segment %d"
                .formatted(
                        folder,
                        outcome.after().records(),
                        outcome.after().bytes(),
                        outcome.after().segment()));
        out.println(
                outcome.lost() > 0
                        ? "%,d published records at its end are lost: the run can be resumed only from a checkpoint before them"
                                .formatted(outcome.lost())
                        : "a resumed run rolls the channel back to the position in its checkpoint");
    }
}
