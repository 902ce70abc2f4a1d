package io.millrace.ledger;

import io.millrace.ledger.Fault.Rule;
import io.millrace.ledger.MinibatchIndex.Entry;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Audits the order of steps and minibatches in a ledger, and compares each step with the channels of steps and minibatches.
 *
 * <p>The lines of a step are next to each other, so only one step is kept at a time.
 */
final class RoundAudit {
    private final LedgerRules rules;
    private final Faults faults;
    private final Optional<StepIndex> steps;
    private final Optional<MinibatchIndex> minibatches;
    private final Map<Integer, Part> parts = new TreeMap<>();
    private final Map<Integer, Long> newest = new TreeMap<>();
    private Set<Integer> shards = Set.of();
    private long first;
    private long step;
    private long whole;
    private long fewest = Long.MAX_VALUE;
    private long most;
    private long withoutVisits;
    private long stepsCompared;
    private long minibatchesCompared;

    RoundAudit(LedgerRules rules, Faults faults, Optional<StepIndex> steps, Optional<MinibatchIndex> minibatches) {
        this.rules = rules;
        this.faults = faults;
        this.steps = steps;
        this.minibatches = minibatches;
    }

    /** The visits of a shard that end in the current step. */
    private static final class Part {
        final MinibatchName minibatch;
        final long before;
        EndsSum ends = EndsSum.NONE;
        int trained;
        boolean torn;

        Part(MinibatchName minibatch, long before) {
            this.minibatch = minibatch;
            this.before = before;
        }
    }

    /** Adds a line, in order. */
    void accept(long record, LedgerLine line) {
        Optional<MinibatchName> name = MinibatchName.parse(line.minibatch());
        if (name.isEmpty() || line.step() < 1) {
            faults.add(
                    Rule.READABLE,
                    "record %d: must name a minibatch as SHARD/SEQUENCE and a step >= 1, was '%s' and %d",
                    record,
                    line.minibatch(),
                    line.step());
            return;
        }
        if (line.step() != step) {
            begin(record, line.step());
        }
        Part part = parts.computeIfAbsent(name.get().shard(), shard -> part(record, name.get()));
        if (!part.minibatch.equals(name.get()) && !part.torn) {
            part.torn = true;
            faults.add(
                    Rule.MINIBATCH_ORDER,
                    "step %d: shard %d must end visits with one minibatch, ended them with %s and with %s in record %d",
                    step,
                    name.get().shard(),
                    part.minibatch,
                    name.get(),
                    record);
        }
        part.ends = part.ends.plus(line);
        part.trained += line.end() == VisitEnd.Kind.TRAINED ? 1 : 0;
    }

    private void begin(long record, long next) {
        long expected = step + 1;
        end();
        if (first == 0) {
            first = next;
            expected = rules.deleted() > 0 ? next : 1;
        }
        if (next != expected) {
            faults.add(Rule.STEP_ORDER, "record %d: step must be %d, was %d", record, expected, next);
        }
        step = next;
    }

    private Part part(long record, MinibatchName name) {
        long before = newest.getOrDefault(name.shard(), rules.deleted() > 0 ? name.sequence() - 1 : -1L);
        if (name.sequence() <= before) {
            faults.add(
                    Rule.MINIBATCH_ORDER,
                    "record %d: minibatch of shard %d in step %d must be after %d/%d, was %s",
                    record,
                    name.shard(),
                    step,
                    name.shard(),
                    before,
                    name);
        } else if (before == -1 && name.sequence() > 0 && step == 1) {
            faults.add(
                    Rule.MINIBATCH_ORDER,
                    "record %d: shard %d must begin with %d/0, began with %s",
                    record,
                    name.shard(),
                    name.shard(),
                    name);
        }
        newest.merge(name.shard(), name.sequence(), Math::max);
        return new Part(name, before);
    }

    /** Ends the current step. */
    private void end() {
        if (parts.isEmpty()) {
            return;
        }
        boolean partial = step == first && rules.deleted() > 0;
        comparePrevious();
        if (!partial) {
            shards();
            long visits =
                    parts.values().stream().mapToLong(part -> part.ends.count()).sum();
            fewest = Math.min(fewest, visits);
            most = Math.max(most, visits);
            whole++;
            steps.ifPresent(this::compare);
            minibatches.ifPresent(this::compare);
        }
        parts.clear();
    }

    private void shards() {
        if (shards.isEmpty()) {
            shards = new TreeSet<>(parts.keySet());
        } else if (!shards.equals(parts.keySet())) {
            faults.add(
                    Rule.MINIBATCH_ORDER,
                    "step %d: visits must end in shards %s as before, ended in %s",
                    step,
                    shards,
                    parts.keySet());
        }
    }

    /**
     * Compares the previous step only now: its minibatches without visits follow the one with visits, so they could not
     * be counted before.
     */
    private void comparePrevious() {
        long longest = 0;
        for (Part part : parts.values()) {
            if (part.before >= 0) {
                longest = Math.max(longest, part.minibatch.sequence() - part.before);
                withoutVisits += Math.max(0, part.minibatch.sequence() - part.before - 1);
            }
        }
        long taken = longest;
        steps.filter(index -> taken > 0 && index.holds(step - 1) && step - 1 > first)
                .filter(index -> index.steps(step - 1) != taken)
                .ifPresent(index -> faults.add(
                        Rule.STEPS_AGREE,
                        "step %d: channel of steps must have %d records, one for each minibatch, has %d",
                        step - 1,
                        taken,
                        index.steps(step - 1)));
    }

    private void compare(StepIndex index) {
        long trained = parts.values().stream().mapToLong(part -> part.trained).sum();
        if (!index.holds(step)) {
            return; // A missing end of the channel is one fault, reported at the end.
        }
        stepsCompared++;
        if (index.groups(step) != trained) {
            faults.add(
                    Rule.STEPS_AGREE,
                    "step %d: groups in the channel of steps must be the %d visits that ended TRAINED, were %d",
                    step,
                    trained,
                    index.groups(step));
        }
    }

    private void compare(MinibatchIndex index) {
        for (Part part : parts.values()) {
            MinibatchName name = part.minibatch;
            index.matched(name);
            if (index.deleted(name) || index.ahead(name) && rules.live()) {
                continue;
            }
            Entry entry = index.get(name);
            if (entry == null) {
                faults.add(Rule.MINIBATCHES_AGREE, "minibatch %s: is not in the channel of minibatches", name);
                continue;
            }
            minibatchesCompared++;
            if (!entry.ends().equals(part.ends)) {
                faults.add(
                        Rule.MINIBATCHES_AGREE,
                        "minibatch %s: must end the same visits in ledger and channel of minibatches, ended %d and %d%s",
                        name,
                        part.ends.count(),
                        entry.ends().count(),
                        part.ends.count() == entry.ends().count() ? ", with different content" : "");
            }
            if (entry.round() + 1 != step) {
                faults.add(
                        Rule.MINIBATCHES_AGREE,
                        "minibatch %s: step in the ledger must be its round + 1 = %d, was %d",
                        name,
                        entry.round() + 1,
                        step);
            }
        }
    }

    /** Ends the ledger. */
    Rounds finish() {
        end();
        steps.ifPresent(index -> {
            if (index.last() != step && !rules.live() && (index.last() > 0 || step > 0)) {
                faults.add(
                        Rule.STEPS_AGREE,
                        "channel of steps: must end with step %d as the ledger does, ended with %d",
                        step,
                        index.last());
            }
        });
        long waiting = minibatches.map(this::unmatched).orElse(0L);
        compareRows();
        return new Rounds(
                first,
                step,
                whole == 0 ? 0 : fewest,
                most,
                newest.size(),
                withoutVisits,
                steps.isPresent() ? stepsCompared : -1,
                minibatches.isPresent() ? minibatchesCompared : -1,
                waiting);
    }

    private long unmatched(MinibatchIndex index) {
        long waiting = 0;
        for (MinibatchName name : index.unmatched()) {
            Entry entry = index.get(name);
            long due = entry == null ? 0 : entry.round() + 1;
            boolean beforeLedger = rules.deleted() > 0 && due <= first;
            if (due > step) {
                waiting++;
            } else if (!beforeLedger) {
                faults.add(
                        Rule.MINIBATCHES_AGREE,
                        "minibatch %s: the ledger must have its %d visits in step %d, has none",
                        name,
                        entry == null ? 0 : entry.ends().count(),
                        due);
            }
        }
        return waiting;
    }

    private void compareRows() {
        if (steps.isEmpty() || minibatches.isEmpty()) {
            return;
        }
        StepIndex index = steps.get();
        long firstWhole = minibatches.get().firstWhole();
        minibatches.get().rowsByStep().forEach((round, rows) -> {
            if (round > firstWhole && round <= step && index.holds(round) && index.rows(round) != rows) {
                faults.add(
                        Rule.STEPS_AGREE,
                        "step %d: rows in the channel of steps must be the %d of its minibatches, were %d",
                        round,
                        rows,
                        index.rows(round));
            }
        });
    }
}
