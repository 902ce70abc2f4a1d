package io.millrace.operators.learn;

import io.millrace.model.Acknowledgement;
import io.millrace.model.Minibatch;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Acknowledgements of minibatches whose round is not closed. An acknowledgement counts once, however often it is repeated, and may
 * arrive before its minibatch. Not thread-safe.
 */
final class Acknowledgements {
    private final Map<String, Acknowledgement> open = new LinkedHashMap<>();

    /** @param restored those that an earlier attempt held */
    Acknowledgements(Collection<Acknowledgement> restored) {
        restored.forEach(this::add);
    }

    /** Adds one, unless the minibatch has been acknowledged; the first one counts. */
    void add(Acknowledgement acknowledgement) {
        open.putIfAbsent(acknowledgement.minibatch(), acknowledgement);
    }

    /** Whether all of these minibatches are acknowledged. */
    boolean covers(List<Minibatch> parts) {
        return parts.stream().allMatch(part -> open.containsKey(part.id()));
    }

    /** Removes those of a round, and returns the figures of its steps: of each, those of the first part that has some. */
    List<Map<String, Double>> take(List<List<Minibatch>> round) {
        return round.stream().map(this::figures).toList();
    }

    private Map<String, Double> figures(List<Minibatch> parts) {
        Map<String, Double> figures = Map.of();
        for (Minibatch part : parts) {
            Map<String, Double> own = Stream.ofNullable(open.remove(part.id()))
                    .map(Acknowledgement::figures)
                    .findFirst()
                    .orElse(Map.of());
            figures = figures.isEmpty() ? own : figures;
        }
        return figures;
    }

    /** The acknowledgements that are held. */
    List<Acknowledgement> held() {
        return List.copyOf(open.values());
    }
}
