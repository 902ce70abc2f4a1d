package io.millrace.operators.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.learner.SamplerGap;
import io.millrace.learner.StepReport;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.model.Acknowledgement;
import io.millrace.model.Minibatch;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rounds of an outside learner that are closed.
 *
 * @param position the position in the stream
 * @param closed by shard, the number of the first minibatch that no closed round contains
 * @param updates number of optimizer steps in the closed rounds
 */
record ClosedRounds(LearnerPosition position, Map<Integer, Long> closed, long updates) {
    static final ClosedRounds START = new ClosedRounds(LearnerPosition.START, Map.of(), 0);

    ClosedRounds {
        closed = OrderedMap.sortedCopyOf(closed);
    }

    /** The state after a minibatch has arrived. */
    ClosedRounds received(Minibatch minibatch) {
        return new ClosedRounds(position.received(minibatch), closed, updates);
    }

    /** Whether a closed round contains the acknowledged minibatch. */
    boolean contains(Acknowledgement acknowledgement) {
        return acknowledgement.sequence() < closed.getOrDefault(acknowledgement.shard(), 0L);
    }

    /** The state after a round has been closed. */
    ClosedRounds closed(List<List<Minibatch>> round) {
        List<Minibatch> parts = round.stream().flatMap(List::stream).toList();
        Map<Integer, Long> now = new LinkedHashMap<>(closed);
        parts.forEach(part -> now.merge(part.shard(), part.sequence() + 1, Math::max));
        return new ClosedRounds(position.trained(parts), now, updates + round.size());
    }

    /**
     * The report on an optimizer step of the last closed round.
     *
     * @param figures those that the learner has stated
     * @param after number of steps after it in the round
     */
    StepReport report(Map<String, Double> figures, long after) {
        return new StepReport(
                updates - after,
                of(figures, Metric.LOSS),
                of(figures, Metric.GRADIENT_NORM),
                of(figures, StepFigure.LEARNING_RATE),
                of(figures, StepFigure.GRADIENT_ENTROPY),
                of(figures, Metric.KL),
                of(figures, Metric.CLIP_SHARE),
                of(figures, StepFigure.RATIO_MEAN),
                of(figures, StepFigure.RATIO_MAX),
                SamplerGap.of(figure -> of(figures, figure)),
                figures.getOrDefault(StepFigure.TRAIN_TOKENS.key(), 0.0).longValue(),
                (long) (1e9 * figures.getOrDefault(StepFigure.TRAIN_SECONDS.key(), 0.0)));
    }

    private static double of(Map<String, Double> figures, Figure figure) {
        return figures.getOrDefault(figure.key(), Double.NaN);
    }

    String write() throws JsonProcessingException {
        return JsonMappers.plain().writeValueAsString(this);
    }

    static ClosedRounds read(String text) throws IOException {
        return JsonFile.parse(text, ClosedRounds.class);
    }
}
