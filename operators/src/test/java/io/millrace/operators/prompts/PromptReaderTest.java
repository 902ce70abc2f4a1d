package io.millrace.operators.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataset.Dataset;
import io.millrace.dataset.MixedOrder;
import io.millrace.dataset.PromptOrder;
import io.millrace.dataset.SourceShare;
import io.millrace.dataset.VisitOrder;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.operators.testkit.Collected;
import io.millrace.policy.PolicyFollower;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.StalenessPacing;
import io.millrace.policy.StallLimit;
import io.millrace.testkit.hash.HashLearner;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptReaderTest {
    private static final int PROMPTS = 7;
    private static final int GROUPS = 1000;
    private static final Instant READ_AT = Instant.ofEpochMilli(1_700_000_000_123L);

    @TempDir
    Path temp;

    private final List<PromptReader> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(PromptReader::close);
    }

    private PromptReader reader(long limit, List<OrdinalSplit> shares) {
        return reader(limit, shares, new PromptOrder(3, PROMPTS));
    }

    private PromptReader reader(long limit, List<OrdinalSplit> shares, VisitOrder order) {
        return reader(limit, shares, new VersionOrders(version -> order));
    }

    private PromptReader reader(long limit, List<OrdinalSplit> shares, VersionOrders orders) {
        Dataset dataset = new HashParts(PROMPTS, 0, 0, 0).prompts();
        PolicyFollower pace = new PolicyFollower(
                store(),
                "now"::equals,
                orders::adopt,
                new StalenessPacing(0, GROUPS),
                PolicyStore.POLL_INTERVAL,
                new StallLimit(Duration.ofMinutes(5), true),
                System::nanoTime);
        PromptReader reader = new PromptReader(
                dataset, orders, limit, pace, InstantSource.fixed(READ_AT), new UnregisteredMetricsGroup());
        reader.addSplits(shares);
        open.add(reader);
        return reader;
    }

    private PolicyStore store() {
        return new PolicyStore(temp.resolve("store"));
    }

    private void publish(long ended) {
        store().publish(0, "now", Map.of(PromptSource.SPLIT, ended), Map.of(), new HashLearner()::export);
    }

    /** Reads all records that the pacing allows. */
    private static List<PromptVisit> read(PromptReader reader, long last) throws Exception {
        Collected<PromptVisit> visits = new Collected<>();
        while (visits.all.isEmpty() || visits.all.get(visits.all.size() - 1).ordinal() < last) {
            if (reader.pollNext(visits) == InputStatus.NOTHING_AVAILABLE) {
                reader.isAvailable().get(1, TimeUnit.MINUTES);
            }
        }
        assertThat(reader.pollNext(visits)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        return visits.all;
    }

    @Test
    void anEpochHasEveryPromptOnceAndTheNextOneIsAnotherVisit() throws Exception {
        publish(0);
        List<PromptVisit> visits = read(reader(2 * PROMPTS, OrdinalEnumerator.all(1)), 2 * PROMPTS - 1);

        assertThat(visits).extracting(PromptVisit::ordinal).containsExactlyElementsOf(ordinals(2 * PROMPTS));
        assertThat(visits).extracting(PromptVisit::readAt).containsOnly(READ_AT.toEpochMilli());
        assertThat(visits.subList(0, PROMPTS))
                .extracting(v -> v.prompt().queryId())
                .doesNotHaveDuplicates();
        assertThat(visits)
                .extracting(PromptVisit::visit)
                .containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void aPromptIsEmittedOnlyWhenItMayBeSampled() throws Exception {
        publish(0);
        PromptReader reader = reader(10_000, OrdinalEnumerator.all(1));

        assertThat(read(reader, GROUPS - 1)).hasSize(GROUPS);
        assertThat(reader.isAvailable()).isNotDone();
        publish(GROUPS);
        assertThat(read(reader, 2 * GROUPS - 1)).hasSize(GROUPS);
    }

    @Test
    void aVisitUsesTheOrderOfTheVersionThatAdmitsIt() throws Exception {
        publish(0);
        VersionOrders orders = new VersionOrders(version -> new PromptOrder(version.number(), PROMPTS));
        PromptReader reader = reader(10_000, OrdinalEnumerator.all(1), orders);
        List<PromptVisit> visits = new ArrayList<>(read(reader, GROUPS - 1));
        publish(GROUPS);
        visits.addAll(read(reader, 2 * GROUPS - 1));

        assertThat(visits).extracting(visit -> visit.prompt().queryId()).containsExactlyElementsOf(queries(2 * GROUPS));
    }

    /** In the order of version 0 in the first window, and in that of version 1 in the second. */
    private static List<String> queries(int visits) {
        Dataset dataset = new HashParts(PROMPTS, 0, 0, 0).prompts();
        return LongStream.range(0, visits)
                .mapToObj(n -> dataset.get(new PromptOrder(n / GROUPS, PROMPTS).indexAt(n)))
                .map(Prompt::queryId)
                .toList();
    }

    @Test
    void rescaledReadersContinueWithoutLoss() throws Exception {
        publish(0);
        List<OrdinalSplit> all = OrdinalEnumerator.all(2);
        int half = all.size() / 2;
        PromptReader first = reader(300, all.subList(0, half));
        PromptReader second = reader(300, all.subList(half, all.size()));
        List<PromptVisit> visits = new ArrayList<>();
        visits.addAll(read(first, lastBelow(300, all.subList(0, half))));
        visits.addAll(read(second, lastBelow(300, all.subList(half, all.size()))));

        List<OrdinalSplit> stopped = new ArrayList<>(first.snapshotState(1));
        stopped.addAll(second.snapshotState(1));
        visits.addAll(read(reader(500, stopped), 499));

        assertThat(visits).extracting(PromptVisit::ordinal).containsExactlyInAnyOrderElementsOf(ordinals(500));
    }

    @Test
    void aMixOfSourcesContinuesWhereItStopped() throws Exception {
        publish(0);
        VisitOrder mixed = new MixedOrder(3, List.of(new SourceShare("a", 5, 1), new SourceShare("b", 2, 3)));
        List<PromptVisit> whole = read(reader(500, OrdinalEnumerator.all(1), mixed), 499);

        PromptReader first = reader(300, OrdinalEnumerator.all(1), mixed);
        List<PromptVisit> visits = new ArrayList<>(read(first, 299));
        visits.addAll(read(reader(500, first.snapshotState(1), mixed), 499));

        assertThat(visits).containsExactlyElementsOf(whole);
        assertThat(visits.stream().map(visit -> visit.prompt().queryId() + "/" + visit.visit()))
                .doesNotHaveDuplicates();
    }

    private static long lastBelow(long limit, List<OrdinalSplit> shares) {
        return shares.stream()
                .map(share -> share.next() + (limit - 1 - share.next()) / share.stride() * share.stride())
                .filter(ordinal -> ordinal < limit)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<Long> ordinals(int count) {
        return LongStream.range(0, count).boxed().toList();
    }
}
