package io.millrace.batch;

import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.model.GroupStatistics;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import java.util.List;
import java.util.Map;

/**
 * The visits of one shard that end together, in order and ready for training.
 *
 * @param number the number of the round, from 0
 * @param groups the groups to train on, each with its graded responses, replays included
 * @param rows the rows of each group, one per response in the same order, with the advantages of the full group
 * @param added what the rewards of the whole batch added to each response of each group, by name; in the same order
 * @param ends all visits that end, in order of split and ordinal
 * @param statistics the statistics of the groups
 */
public record Round(
        long number,
        List<List<GradedResponse>> groups,
        List<List<TrainingRow>> rows,
        List<List<Map<String, Double>>> added,
        List<VisitEnd> ends,
        GroupStatistics statistics) {
    public Round {
        requireNonNull(statistics, "statistics");
        groups = List.copyOf(groups);
        rows = List.copyOf(rows);
        added = List.copyOf(added);
        ends = List.copyOf(ends);
    }

    /** The rows of all groups, one after the other. */
    public List<TrainingRow> allRows() {
        return rows.stream().flatMap(List::stream).toList();
    }
}
