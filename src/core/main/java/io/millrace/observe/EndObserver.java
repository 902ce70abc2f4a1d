package io.millrace.observe;

import io.millrace.batch.Round;
import io.millrace.episode.EndRecord;
import io.millrace.model.Prompt;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Describes the visits that end in a round. */
public final class EndObserver {
    private EndObserver() {}

    /** The records of the ends of a round, in order. */
    public static List<EndRecord> observe(Round round) {
        int trained = 0;
        List<EndRecord> ends = new ArrayList<>();
        for (VisitEnd end : round.ends()) {
            // The rows of a round are those of the visits trained on, in the same order.
            boolean used = end.kind() == VisitEnd.Kind.TRAINED;
            List<TrainingRow> rows = used ? round.rows().get(trained) : List.of();
            List<Map<String, Double>> added = used ? round.added().get(trained++) : List.of();
            Prompt prompt = end.visit().prompt();
            ends.add(new EndRecord(
                    prompt.queryId(),
                    end.visit().visit(),
                    prompt.kind(),
                    prompt.source(),
                    prompt.task(),
                    end.visit().readAt(),
                    end.policy(),
                    end.kind(),
                    end.detail(),
                    round.number(),
                    !rows.isEmpty() && rows.stream().allMatch(EndObserver::isZero),
                    rows(rows, added, round.number())));
        }
        return ends;
    }

    private static List<EndRecord.Row> rows(List<TrainingRow> rows, List<Map<String, Double>> added, long round) {
        List<EndRecord.Row> observed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            observed.add(observe(rows.get(i), added.get(i), round));
        }
        return observed;
    }

    /** Ranges of tokens without an advantage; further ones than the maximum are left out. */
    private static List<Integer> masked(float... advantages) {
        List<Integer> ranges = new ArrayList<>();
        for (int from = 0; from < advantages.length; from++) {
            if (advantages[from] == 0 && ranges.size() < 2 * EndRecord.Row.MAX_RANGES) {
                int to = from + 1;
                while (to < advantages.length && advantages[to] == 0) {
                    to++;
                }
                ranges.add(from);
                ranges.add(to);
                from = to;
            }
        }
        return ranges;
    }

    /** Mostly all tokens of a response have the same advantage, which is found out several times as fast as a mean. */
    private static EndRecord.Row observe(TrainingRow row, Map<String, Double> added, long round) {
        float[] advantages = row.advantages();
        boolean same = Arrays.mismatch(advantages, 0, advantages.length - 1, advantages, 1, advantages.length) < 0;
        return new EndRecord.Row(
                row.sample(),
                row.origin(),
                same ? advantages[0] : TokenMeans.mean(row.roles().select(advantages)),
                Math.max(0, round - row.step()),
                added,
                same && advantages[0] != 0 ? List.of() : masked(advantages));
    }

    private static boolean isZero(TrainingRow row) {
        for (float advantage : row.advantages()) {
            if (advantage != 0) {
                return false;
            }
        }
        return true;
    }
}
