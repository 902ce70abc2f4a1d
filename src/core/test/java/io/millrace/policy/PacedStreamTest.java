package io.millrace.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.PolicyVersion;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of a stream of prompts and reflections that tracks only the starts, shards and rounds of visits. */
class PacedStreamTest {
    private static final int RUNS = 300;
    private static final int ROUNDS = 20;

    private record Visit(String split, long ordinal, long step) {}

    private static final class PacedStream {
        private final StalenessPacing pacing;
        private final int publishEvery;
        private final int shards;
        private final String who;
        private final Random random;
        private final Map<String, Long> started = new HashMap<>(Map.of("prompts", 0L, StalenessPacing.REFLECTIONS, 0L));
        private final List<Visit> inFlight = new ArrayList<>();
        private final List<Deque<Visit>> pending = new ArrayList<>();
        private final List<List<Visit>> ends = new ArrayList<>();
        private final long[] rounds;
        private PolicyVersion newest = new PolicyVersion(0, 0, Path.of("v"), Map.of());
        private final boolean inTurn;
        private long sent;

        /** @param inTurn whether no visit overtakes one that started on an older version */
        PacedStream(StalenessPacing pacing, int shards, int publishEvery, boolean inTurn, long seed) {
            this.inTurn = inTurn;
            this.pacing = pacing;
            this.publishEvery = publishEvery;
            this.shards = shards;
            this.who = "%s, published every %d, seed %d".formatted(pacing, publishEvery, seed);
            random = new Random(seed);
            rounds = new long[shards];
            for (int shard = 0; shard < shards; shard++) {
                pending.add(new ArrayDeque<>());
            }
        }

        void run() {
            while (Arrays.stream(rounds).min().orElseThrow() < ROUNDS) {
                start("prompts", Long.MAX_VALUE);
                start(StalenessPacing.REFLECTIONS, sent);
                assertThat(inFlight).as(who + ": starved").isNotEmpty();
                arrive(inFlight.remove(next()));
            }
        }

        /** A random visit in flight or, if in turn, a random one of those that started on the oldest version. */
        private int next() {
            long oldest = inFlight.stream().mapToLong(Visit::step).min().orElseThrow();
            int place = random.nextInt(inFlight.size());
            while (inTurn && inFlight.get(place).step() > oldest) {
                place = random.nextInt(inFlight.size());
            }
            return place;
        }

        private void start(String split, long limit) {
            long next = started.get(split);
            while (next < limit && pacing.mayStart(split, next, newest)) {
                inFlight.add(new Visit(split, next++, newest.step()));
            }
            started.put(split, next);
        }

        private void arrive(Visit visit) {
            int shard = (int) (visit.ordinal() % shards);
            pending.get(shard).add(visit);
            if (pending.get(shard).size() < pacing.groups() / shards) {
                return;
            }
            for (Visit ended : pending.get(shard)) {
                if (inTurn) {
                    assertThat(rounds[shard] - ended.step())
                            .as("%s: staleness of %s", who, ended)
                            .isLessThanOrEqualTo(pacing.maxStaleness());
                }
                while (ends.size() <= rounds[shard]) {
                    ends.add(new ArrayList<>());
                }
                ends.get((int) rounds[shard]).add(ended);
            }
            pending.get(shard).clear();
            rounds[shard]++;
            sent += random.nextInt(4) == 0 ? random.nextInt(pacing.groups()) : 0;
            publish(Arrays.stream(rounds).min().orElseThrow());
        }

        private void publish(long step) {
            if (step % publishEvery != 0 || step == newest.step()) {
                return;
            }
            Map<String, Long> ended = new HashMap<>();
            ends.subList(0, (int) step)
                    .forEach(round -> round.forEach(visit -> ended.merge(visit.split(), 1L, Long::sum)));
            newest = new PolicyVersion(newest.number() + 1, step, Path.of("v"), ended);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 6, 1, 1",
        "1, 6, 2, 1",
        "1, 6, 3, 1",
        "2, 6, 3, 2",
        "3, 6, 6, 1",
        "2, 5, 5, 1",
        "3, 10, 5, 2",
        "1, 10, 5, 1",
        "3, 12, 4, 3"
    })
    void noVisitIsTooStaleInOrderAndNoShardStarvesInAnyOrder(
            int maxStaleness, int groups, int shards, int publishEvery) {
        StalenessPacing pacing =
                new StalenessPacing(maxStaleness, groups).sharedWithReflections(0.5, shards, publishEvery);
        for (long seed = 0; seed < RUNS; seed++) {
            new PacedStream(pacing, shards, publishEvery, true, seed).run();
            new PacedStream(pacing, shards, publishEvery, false, seed).run();
        }
    }
}
