package io.millrace.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.ledger.Fault;
import io.millrace.ledger.LedgerVerdict;
import io.millrace.ledger.Rounds;
import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The verdict on a ledger as text, or as JSON for scripts.
 *
 * @param ledger address of the ledger
 * @param verdict the verdict
 * @param live whether its run is in use
 */
record VerdictText(String ledger, LedgerVerdict verdict, boolean live) {
    /** A summary, the faults, and the verdict itself as the last line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %,d visits%s%s"
                .formatted(
                        ledger,
                        verdict.lines(),
                        verdict.deleted() == 0 ? "" : ", after %,d deleted ones".formatted(verdict.deleted()),
                        live ? "; its run is in use" : ""));
        lines.add(row("ends", joined(verdict.ends(), "%2$,d %1$s")));
        verdict.splits()
                .forEach((name, split) -> lines.add(row(
                        name,
                        "ordinals 0..%d, %s"
                                .formatted(
                                        split.highest(),
                                        split.open() == 0 ? "none missing" : "%,d missing".formatted(split.open())))));
        rounds(lines);
        verdict.faults().forEach(fault -> lines.add("  fault: " + fault));
        long rest = verdict.faultCount() - verdict.faults().size();
        if (rest > 0) {
            lines.add("  and %,d more; all faults by rule: %s"
                    .formatted(rest, joined(keyed(verdict.counts()), "%2$,d %1$s")));
        }
        lines.add(verdict.sound() ? "sound" : "unsound: %,d faults".formatted(verdict.faultCount()));
        return lines;
    }

    private void rounds(List<String> lines) {
        Rounds rounds = verdict.rounds();
        if (rounds.last() == 0) {
            return;
        }
        lines.add(row("steps", "%,d..%,d, %s visits each".formatted(rounds.first(), rounds.last(), visits(rounds))));
        lines.add(row(
                "minibatches",
                "%s%s"
                        .formatted(
                                rounds.shards() == 1 ? "1 shard" : "%d shards".formatted(rounds.shards()),
                                rounds.withoutVisits() == 0
                                        ? ""
                                        : ", %,d minibatches without visits".formatted(rounds.withoutVisits()))));
        if (rounds.stepsCompared() >= 0) {
            lines.add(row("compared", "%,d steps with the channel of steps".formatted(rounds.stepsCompared())));
        }
        if (rounds.minibatchesCompared() >= 0) {
            lines.add(row(
                    "compared",
                    "%,d minibatches with their channel%s"
                            .formatted(
                                    rounds.minibatchesCompared(),
                                    rounds.minibatchesAhead() == 0
                                            ? ""
                                            : ", which has %,d more that wait for the learner"
                                                    .formatted(rounds.minibatchesAhead()))));
        }
    }

    private static String visits(Rounds rounds) {
        return rounds.fewest() == rounds.most()
                ? "%,d".formatted(rounds.most())
                : "%,d to %,d".formatted(rounds.fewest(), rounds.most());
    }

    private static String row(String name, String value) {
        return "  %-12s %s".formatted(name, value);
    }

    private static String joined(Map<?, Long> counts, String format) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> format.formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static Map<String, Long> keyed(Map<Fault.Rule, Long> counts) {
        return counts.entrySet().stream()
                .collect(OrderedMap.collector(entry -> entry.getKey().key(), Map.Entry::getValue));
    }

    /** One JSON object on one line. */
    List<String> json() {
        ObjectNode json = JsonMappers.plain().createObjectNode();
        json.put("ledger", ledger)
                .put("sound", verdict.sound())
                .put("live", live)
                .put("lines", verdict.lines())
                .put("deleted", verdict.deleted());
        ObjectNode ends = json.putObject("ends");
        verdict.ends().forEach((kind, count) -> ends.put(kind.name(), count));
        ObjectNode splits = json.putObject("splits");
        verdict.splits().forEach((name, split) -> splits.putObject(name)
                .put("ended", split.ended())
                .put("highest", split.highest())
                .put("missing", split.open()));
        Rounds rounds = verdict.rounds();
        json.putObject("steps")
                .put("first", rounds.first())
                .put("last", rounds.last())
                .put("fewest_visits", rounds.fewest())
                .put("most_visits", rounds.most())
                .put("compared", rounds.stepsCompared());
        json.putObject("minibatches")
                .put("shards", rounds.shards())
                .put("without_visits", rounds.withoutVisits())
                .put("compared", rounds.minibatchesCompared())
                .put("ahead", rounds.minibatchesAhead());
        ObjectNode counts = json.putObject("fault_counts");
        verdict.counts().forEach((rule, count) -> counts.put(rule.key(), count));
        verdict.faults().forEach(fault -> json.withArray("faults")
                .addObject()
                .put("rule", fault.rule().key())
                .put("message", fault.message()));
        return List.of(json.toString());
    }
}
