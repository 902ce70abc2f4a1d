package io.millrace.ledger;

import io.millrace.codec.Envelope;
import io.millrace.codec.LedgerJson;
import io.millrace.model.LedgerLine;
import io.millrace.model.PolicySteps;
import io.millrace.model.VisitEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates ledgers and audits them. */
final class LedgerKit {
    static final int GROUPS = 4;

    private LedgerKit() {}

    /** A line of a sound ledger with one shard and four visits in each step, each of a different query. */
    static LedgerLine line(long ordinal) {
        return line(ordinal, VisitEnd.Kind.TRAINED, "");
    }

    static LedgerLine line(long ordinal, VisitEnd.Kind end, String detail) {
        long step = ordinal / GROUPS;
        return new LedgerLine("q" + ordinal % 10, ordinal / 10, "prompts", ordinal, end, detail, "0/" + step, step + 1);
    }

    /** A line as a record. */
    static String write(LedgerLine line) {
        return LedgerJson.write(line, new Envelope("run", 1_700_000_000_000L + line.ordinal(), new PolicySteps(0, 1)));
    }

    /** A sound ledger. */
    static List<String> steps(int steps) {
        List<String> lines = new ArrayList<>();
        for (long ordinal = 0; ordinal < (long) steps * GROUPS; ordinal++) {
            lines.add(write(line(ordinal)));
        }
        return lines;
    }

    static LedgerVerdict audit(List<String> lines) {
        return audit(lines, new LedgerRules(0, split -> 0, false, 10), Optional.empty(), Optional.empty());
    }

    static LedgerVerdict audit(
            List<String> lines, LedgerRules rules, Optional<StepIndex> steps, Optional<MinibatchIndex> minibatches) {
        LedgerAudit audit = new LedgerAudit(rules, steps, minibatches);
        for (int i = 0; i < lines.size(); i++) {
            audit.accept(rules.deleted() + i, lines.get(i));
        }
        if (audit.needsRecount()) {
            for (int i = 0; i < lines.size(); i++) {
                audit.recount(rules.deleted() + i, lines.get(i));
            }
        }
        return audit.verdict();
    }

    /** The texts of the faults. */
    static List<String> faults(LedgerVerdict verdict) {
        return verdict.faults().stream().map(Fault::toString).toList();
    }
}
