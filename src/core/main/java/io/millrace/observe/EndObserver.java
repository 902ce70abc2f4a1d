package io.millrace.observe;

import io.millrace.batch.Round;
import io.millrace.episode.EndRecord;
import io.millrace.model.Prompt;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Describes the visits that end in a round. */
public final class EndObserver {
    private EndObserver() {}

    /** The records of the ends of a round, in order. */
    public static List<EndRecord> observe(Round round) {
        Iterator<List<TrainingRow>> trained = round.rows().iterator();
        List<EndRecord> ends = new ArrayList<>();
        for (VisitEnd end : round.ends()) {
            // The rows of a round are those of its trained visits, in the same order.
            List<TrainingRow> rows = end.kind() == VisitEnd.Kind.TRAINED ? trained.next() : List.of();
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
                    rows.stream().map(row -> observe(row, round.number())).toList()));
        }
        return ends;
    }

    private static EndRecord.Row observe(TrainingRow row, long round) {
        return new EndRecord.Row(
                row.sample(), row.origin(), TokenMeans.mean(row.advantages()), Math.max(0, round - row.step()));
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
