package io.millrace.jobs.channel;

import io.millrace.channel.ChannelException;
import io.millrace.ledger.LedgerAudit;
import io.millrace.ledger.LedgerDiff;
import io.millrace.ledger.LedgerRules;
import io.millrace.ledger.LedgerVerdict;
import io.millrace.ledger.MinibatchIndex;
import io.millrace.ledger.StepIndex;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Audits and compares ledgers in channels. */
public final class LedgerChecks {
    private LedgerChecks() {}

    /**
     * The channels of an audit.
     *
     * @param ledger the ledger
     * @param steps the channel of steps to compare it with
     * @param minibatches the channel of minibatches to compare it with
     * @param live whether the channels are being written
     */
    public record Channels(Channel ledger, Optional<Channel> steps, Optional<Channel> minibatches, boolean live) {}

    /** Maximum number of visits in flight by split, given the last step in the channel of steps (0 without such a channel). */
    public interface OpenRule {
        ToLongFunction<String> after(long lastStep);
    }

    /**
     * Audits a ledger. A channel that cannot be read to its end is a fault.
     *
     * @param faults number of faults to describe
     */
    public static LedgerVerdict verify(Channels channels, OpenRule open, int faults) {
        Optional<StepIndex> steps = channels.steps().map(channel -> {
            StepIndex index = new StepIndex(channel.held().oldest(), faults);
            read(channel, index::accept, index::unreadable);
            return index;
        });
        Optional<MinibatchIndex> minibatches = channels.minibatches().map(channel -> {
            MinibatchIndex index = new MinibatchIndex(faults);
            read(channel, index::accept, index::unreadable);
            return index;
        });
        ToLongFunction<String> allowed = open.after(steps.map(StepIndex::last).orElse(0L));
        LedgerRules rules = new LedgerRules(channels.ledger().held().oldest(), allowed, channels.live(), faults);
        LedgerAudit audit = new LedgerAudit(rules, steps, minibatches);
        read(channels.ledger(), audit::accept, audit::unreadable);
        if (audit.needsRecount()) {
            read(channels.ledger(), audit::recount, audit::unreadable);
        }
        return audit.verdict();
    }

    private static void read(Channel channel, ChannelScan.Consumer consumer, Consumer<String> failed) {
        try {
            ChannelScan.forEach(channel, consumer);
        } catch (ChannelException e) {
            failed.accept(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Compares two ledgers.
     *
     * @param ordered whether to compare line by line instead of by visit
     * @param most number of differences to return
     */
    public static LedgerDiff.Result diff(Channel left, Channel right, boolean ordered, int most) {
        LedgerDiff diff = new LedgerDiff(ordered, most);
        try (RecordReader lefts = ChannelScan.reader(left);
                RecordReader rights = ChannelScan.reader(right)) {
            while (true) {
                Optional<ChannelRecord> a = lefts.next();
                Optional<ChannelRecord> b = rights.next();
                if (a.isPresent() && b.isPresent()) {
                    diff.both(
                            a.get().number(),
                            a.get().line(),
                            b.get().number(),
                            b.get().line());
                } else if (a.isPresent()) {
                    diff.left(a.get().number(), a.get().line());
                } else if (b.isPresent()) {
                    diff.right(b.get().number(), b.get().line());
                } else {
                    return diff.result();
                }
            }
        }
    }
}
