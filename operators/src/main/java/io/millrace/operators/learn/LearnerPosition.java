package io.millrace.operators.learn;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.model.Minibatch;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The learner's position in the stream, stored with its weights in every checkpoint.
 *
 * @param step number of rounds trained on
 * @param next the next minibatch's number by shard, from 0
 * @param ended number of ended visits by split
 * @param tokens number of response tokens sampled on the visits trained on
 */
record LearnerPosition(long step, Map<Integer, Long> next, Map<String, Long> ended, long tokens) {
    static final LearnerPosition START = new LearnerPosition(0, Map.of(), Map.of(), 0);

    private static final JsonMapper JSON = JsonMappers.plain();
    static final String FILE = "position.json";

    LearnerPosition {
        next = OrderedMap.sortedCopyOf(next);
        ended = OrderedMap.sortedCopyOf(ended);
    }

    /**
     * The position after a minibatch has arrived.
     *
     * @throws IllegalStateException if it is not the shard's next one: it would be trained on twice, or one would be
     *     skipped
     */
    LearnerPosition received(Minibatch minibatch) {
        long expected = next.getOrDefault(minibatch.shard(), 0L);
        if (minibatch.sequence() != expected) {
            throw new IllegalStateException("learner: the next minibatch of shard %d must be %d, was %d"
                    .formatted(minibatch.shard(), expected, minibatch.sequence()));
        }
        Map<Integer, Long> nextNow = new LinkedHashMap<>(next);
        nextNow.put(minibatch.shard(), expected + 1);
        return new LearnerPosition(step, nextNow, ended, tokens);
    }

    /** The position after a round has been trained on. */
    LearnerPosition trained(List<Minibatch> round) {
        Map<String, Long> endedNow = new LinkedHashMap<>(ended);
        long sampled = tokens;
        for (Minibatch minibatch : round) {
            sampled += minibatch.groups().sampledTokens();
            for (VisitEnd end : minibatch.ends()) {
                endedNow.merge(end.visit().split(), 1L, Long::sum);
            }
        }
        return new LearnerPosition(step + 1, next, endedNow, sampled);
    }

    void write(Path folder) throws IOException {
        JSON.writeValue(folder.resolve(FILE).toFile(), this);
    }

    static LearnerPosition read(Path folder) throws IOException {
        return JsonFile.read(folder.resolve(FILE), LearnerPosition.class);
    }
}
