package io.millrace.ledger;

import static java.util.Objects.requireNonNull;

import io.millrace.codec.LedgerJson;
import io.millrace.ledger.Fault.Rule;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Audits a ledger: every prompt visit must end exactly once, visits must end in the order of steps and minibatches, and the channels
 * of steps and minibatches must agree with the ledger.
 *
 * <p>The caller passes each record to {@link #accept}, in order, and, if {@link #needsRecount}, all of them again to
 * {@link #recount}. Memory: one bit per visit, 8 bytes per visit in a hash table that is at most three quarters full, and
 * about 60 bytes per minibatch in its channel.
 */
public final class LedgerAudit {
    private static final int MOST_GAPS = 5;

    private final LedgerRules rules;
    private final Faults faults;
    private final RoundAudit rounds;
    private final RepeatedVisits repeated = new RepeatedVisits();
    private final Map<String, OrdinalSet> splits = new TreeMap<>();
    private final Map<VisitEnd.Kind, Long> ends = new EnumMap<>(VisitEnd.Kind.class);
    private final Optional<StepIndex> steps;
    private final Optional<MinibatchIndex> minibatches;
    private long lines;

    /**
     * @param steps the channel of steps, read to its end
     * @param minibatches the channel of minibatches, read to its end
     */
    public LedgerAudit(LedgerRules rules, Optional<StepIndex> steps, Optional<MinibatchIndex> minibatches) {
        this.rules = requireNonNull(rules, "rules");
        this.steps = steps;
        this.minibatches = minibatches;
        faults = new Faults(rules.mostFaults());
        rounds = new RoundAudit(rules, faults, steps, minibatches);
    }

    /** Adds a record of the ledger, in order. */
    public void accept(long record, String text) {
        lines++;
        LedgerLine line;
        try {
            line = LedgerJson.read(text);
        } catch (IOException e) {
            faults.add(Rule.READABLE, "record %d: not a ledger line (%s)", record, String.valueOf(e.getMessage()));
            return;
        }
        if (line.ordinal() < 0 || line.visit() < 0) {
            faults.add(
                    Rule.READABLE,
                    "record %d: ordinal and visit must be >= 0, were %d and %d",
                    record,
                    line.ordinal(),
                    line.visit());
            return;
        }
        ends.merge(line.end(), 1L, Long::sum);
        if (splits.computeIfAbsent(line.split(), split -> new OrdinalSet()).add(line.ordinal())) {
            repeated.add(line);
        } else {
            faults.add(
                    Rule.ONCE,
                    "record %d: ordinal %d of split %s (query %s, visit %d) must end exactly once, ended again",
                    record,
                    line.ordinal(),
                    line.split(),
                    line.query(),
                    line.visit());
        }
        rounds.accept(record, line);
    }

    /** Adds the failure that stopped reading; later records could not be audited. */
    public void unreadable(String reason) {
        faults.add(Rule.READABLE, "%s", reason);
    }

    /** Whether the records must be read a second time, by {@link #recount}, before the verdict. */
    public boolean needsRecount() {
        return repeated.suspects();
    }

    /** Adds a record in the second pass. */
    public void recount(long record, String text) {
        try {
            repeated.recount(record, LedgerJson.read(text));
        } catch (IOException e) {
            // Already reported in the first pass.
        }
    }

    /** The verdict, after the last record. */
    public LedgerVerdict verdict() {
        repeated.report(faults);
        Map<String, LedgerVerdict.Split> found = new TreeMap<>();
        splits.forEach((name, ordinals) -> {
            found.put(name, new LedgerVerdict.Split(ordinals.size(), ordinals.highest(), ordinals.missing()));
            gaps(name, ordinals);
        });
        Rounds counted = rounds.finish();
        List<Faults> channels = new ArrayList<>(List.of(faults));
        steps.ifPresent(index -> channels.add(index.faults()));
        minibatches.ifPresent(index -> channels.add(index.faults()));
        return LedgerVerdict.of(lines, rules.deleted(), ends, found, counted, channels);
    }

    private void gaps(String split, OrdinalSet ordinals) {
        long open = rules.open().applyAsLong(split);
        if (ordinals.missing() <= open + rules.deleted()) {
            return;
        }
        faults.add(
                Rule.NO_GAP,
                "split %s: ordinals up to %d must have no gap%s%s, %d are missing: %s%s",
                split,
                ordinals.highest(),
                open == 0 ? "" : " except for up to %d visits in flight".formatted(open),
                rules.deleted() == 0 ? "" : " except for up to %d deleted ones".formatted(rules.deleted()),
                ordinals.missing(),
                String.join(", ", ordinals.missing(MOST_GAPS)),
                ordinals.missing(MOST_GAPS + 1).size() > MOST_GAPS ? ", ..." : "");
    }
}
