package io.millrace.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelReader;
import io.millrace.jobs.inspect.QueryLine;
import io.millrace.jobs.inspect.SavedMemory;
import io.millrace.jobs.inspect.ShardLine;
import io.millrace.jobs.inspect.TrajectoryLine;
import io.millrace.jobs.testkit.PublishedMinibatch.End;
import io.millrace.jobs.testkit.PublishedMinibatch.Row;
import io.millrace.jobs.testkit.PublishedMinibatch.Visit;
import io.millrace.model.LedgerLine;
import io.millrace.model.Minibatch.Kind;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import io.millrace.model.VisitEnd;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.hash.HashEngine;
import io.millrace.testkit.hash.HashLearner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Audits all results of a run with methods on, and asserts that nothing is duplicated and nothing is missing. */
public final class MethodsAudit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GROUP_SIZE = 4;

    private final String about;
    private final HashRun run;
    private final long rounds;
    private final int shards;
    private final List<LedgerLine> ledger;
    private final List<PublishedMinibatch> minibatches;
    private final List<JsonNode> steps;
    private final List<JsonNode> reflections;
    private final List<String> trained;
    private long buffered;

    /**
     * Reads the results.
     *
     * @param about beginning of each message
     * @param rounds rounds that the run took
     */
    public MethodsAudit(String about, HashRun run, long rounds) throws IOException {
        this.about = about;
        this.run = run;
        this.rounds = rounds;
        shards = run.parts().methods().shards();
        ledger = run.ledger();
        minibatches = records(run.folder().minibatches()).stream()
                .map(PublishedMinibatch::of)
                .toList();
        steps = records(run.folder().steps());
        reflections = records(run.folder().reflections());
        PolicyStore store = store();
        trained = HashLearner.trained(
                store.version(store.newestManifest().orElseThrow()).path());
    }

    private static List<JsonNode> records(Path channel) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(channel)) {
            for (String line : lines.toList()) {
                records.add(JSON.readTree(line));
            }
        }
        return records;
    }

    private PolicyStore store() {
        return new PolicyStore(run.folder().store());
    }

    /** Audits everything. */
    public void all() throws IOException {
        theLedgerIsSound();
        theLedgerHasEveryVisitOnce();
        reflectionsAreThoseOfTheirChannel();
        theMinibatchesOfAShardAreInOrder();
        minibatchesCarryTheEndsOfTheLedger();
        theLearnerTrainedWhatWasPublished();
        noRowIsTrainedTwice();
        leftoversAreInOrder();
        everyRowIsAccountedFor();
        rowsWereSampledByWeightsThatStillCount();
        nothingIsTrainedTooLate();
    }

    private void theLedgerIsSound() {
        assertThat(run.verdict().faults()).as(about + ": ledger").isEmpty();
    }

    private void theLedgerHasEveryVisitOnce() {
        assertThat(ledger).as(about + ": visits of every round").hasSize((int) rounds * run.groups());
        assertThat(ledger.stream().map(line -> line.split() + line.ordinal()))
                .as(about + ": visits that ended")
                .doesNotHaveDuplicates();
        assertThat(ledger.stream().collect(Collectors.groupingBy(LedgerLine::step, Collectors.counting())))
                .as(about + ": visits by step")
                .isEqualTo(LongStream.rangeClosed(1, rounds).boxed().collect(Collectors.toMap(step -> step, step ->
                        (long) run.groups())));
        Map<String, Long> ended =
                ledger.stream().collect(Collectors.groupingBy(LedgerLine::split, Collectors.counting()));
        assertThat(ledger)
                .as(about + ": no visit ended that could not have started")
                .allMatch(line ->
                        line.ordinal() < ended.get(line.split()) + run.pacing().window(line.split()));
    }

    private void reflectionsAreThoseOfTheirChannel() {
        assertThat(reflections)
                .as(about + ": a visit sends one reflection at most")
                .extracting(sent -> query(sent) + "@" + sent.required("visit"))
                .doesNotHaveDuplicates();
        for (LedgerLine line : reflected()) {
            assertThat(line.ordinal())
                    .as(about + ": a reflection that ended was published")
                    .isLessThan(reflections.size());
            JsonNode sent = reflections.get((int) line.ordinal());
            assertThat(line.query() + "@" + line.visit())
                    .as(about + ": reflection " + line.ordinal())
                    .isEqualTo(query(sent) + "@" + sent.required("visit"));
        }
    }

    private static String query(JsonNode reflection) {
        return reflection.required("prompt").required("queryId").asText();
    }

    private List<LedgerLine> reflected() {
        return ledger.stream()
                .filter(line -> line.split().equals(StalenessPacing.REFLECTIONS))
                .toList();
    }

    private void theMinibatchesOfAShardAreInOrder() {
        for (int shard = 0; shard < shards; shard++) {
            List<PublishedMinibatch> own = ofShard(shard);
            String who = "%s: shard %d".formatted(about, shard);
            assertThat(own)
                    .as(who)
                    .extracting(PublishedMinibatch::sequence)
                    .containsExactlyElementsOf(
                            LongStream.range(0, own.size()).boxed().toList());
            assertThat(own.stream().filter(PublishedMinibatch::closes))
                    .as(who + " closes each round once")
                    .extracting(PublishedMinibatch::round)
                    .containsExactlyElementsOf(
                            LongStream.range(0, rounds).boxed().toList());
            boolean first = true;
            long round = 0;
            for (PublishedMinibatch minibatch : own) {
                assertThat(minibatch.round()).as(who).isEqualTo(round);
                assertThat(minibatch.kind()).as(who).isEqualTo(first ? Kind.PRIORITY : Kind.COMPENSATION);
                assertThat(minibatch.ends()).as(who).hasSize(first ? run.groups() / shards : 0);
                if (!first) {
                    assertThat(minibatch.rows())
                            .as(who)
                            .hasSize(run.parts().methods().capacityPerShard());
                }
                first = minibatch.closes();
                round += minibatch.closes() ? 1 : 0;
            }
        }
    }

    private List<PublishedMinibatch> ofShard(int shard) {
        return minibatches.stream().filter(m -> m.shard() == shard).toList();
    }

    private void minibatchesCarryTheEndsOfTheLedger() {
        assertThat(minibatches.stream().flatMap(m -> m.ends().stream()))
                .as(about + ": ends in minibatches")
                .containsExactlyInAnyOrderElementsOf(ledger.stream()
                        .map(line -> new End(line.query(), line.visit(), line.split(), line.ordinal(), line.end()))
                        .toList());
    }

    private void theLearnerTrainedWhatWasPublished() {
        List<String> published = minibatches.stream()
                .flatMap(minibatch -> minibatch.rows().stream()
                        .map(row -> HashLearner.line(
                                minibatch.kind().name(),
                                row.visit().query(),
                                row.visit().visit(),
                                row.sample(),
                                row.visit().prompt().ids())))
                .toList();
        assertThat(trained).as(about + ": rows trained on").containsExactlyInAnyOrderElementsOf(published);
    }

    private void noRowIsTrainedTwice() {
        assertThat(minibatches.stream().flatMap(m -> m.rows().stream()).map(row -> row.visit() + "#" + row.sample()))
                .as(about + ": rows of all minibatches")
                .doesNotHaveDuplicates();
    }

    /** Leftovers of an earlier group are trained on before those of a later one. */
    private void leftoversAreInOrder() {
        for (int shard = 0; shard < shards; shard++) {
            List<Visit> composed = new ArrayList<>();
            List<String> compensated = new ArrayList<>();
            List<String> inOrder = new ArrayList<>();
            Map<Visit, Integer> place = new HashMap<>();
            for (PublishedMinibatch minibatch : ofShard(shard)) {
                for (Row row : minibatch.rows()) {
                    if (minibatch.kind() == Kind.PRIORITY) {
                        // At least one response of each verdict has priority, so each group first appears here, in
                        // order.
                        place.computeIfAbsent(row.visit(), visit -> {
                            composed.add(visit);
                            return composed.size();
                        });
                    } else {
                        assertThat(place)
                                .as("%s: shard %d has composed it", about, shard)
                                .containsKey(row.visit());
                        compensated.add("%06d#%03d".formatted(place.get(row.visit()), row.sample()));
                    }
                }
            }
            inOrder.addAll(compensated);
            inOrder.sort(Comparator.naturalOrder());
            assertThat(compensated)
                    .as("%s: shard %d trains first on the leftovers that are oldest", about, shard)
                    .containsExactlyElementsOf(inOrder);
        }
    }

    private void everyRowIsAccountedFor() {
        long entered = 0;
        long dropped = 0;
        Map<Long, List<Long>> rows = new HashMap<>();
        for (JsonNode step : steps) {
            entered += figure(step, "responses") + figure(step, "replays");
            dropped += figure(step, "dropped");
            rows.computeIfAbsent(figure(step, "learner_step") - 1, r -> new ArrayList<>())
                    .add(figure(step, "rows"));
        }
        buffered = entered - rows(Kind.PRIORITY) - rows(Kind.COMPENSATION) - dropped;
        assertThat(buffered)
                .as(about + ": rows in the buffers")
                .isBetween(0L, (long) shards * (run.parts().methods().capacityPerShard() - 1));
        assertThat(steps)
                .as(about + ": updates")
                .extracting(step -> figure(step, "updates"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, steps.size()).boxed().toList());
        assertThat(rows.keySet())
                .as(about + ": rounds trained on")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, rounds).boxed().toList());
        rows.forEach((round, trainedRows) -> assertThat(
                        trainedRows.stream().mapToLong(Long::longValue).sum())
                .as("%s: rows of round %d", about, round)
                .isEqualTo(minibatches.stream()
                        .filter(m -> m.round() == round)
                        .mapToLong(m -> m.rows().size())
                        .sum()));
        assertThat(dropped)
                .as(about + ": rows dropped")
                .isEqualTo(minibatches.stream()
                        .mapToLong(PublishedMinibatch::dropped)
                        .sum());
    }

    private static long figure(JsonNode step, String name) {
        return step.required(name).asLong();
    }

    private long rows(Kind kind) {
        return minibatches.stream()
                .filter(m -> m.kind() == kind)
                .mapToLong(m -> m.rows().size())
                .sum();
    }

    /**
     * Each response was sampled by the final weights of its step; a replay was sampled by them on a visit of its query.
     * Responses that a failed attempt sampled from abandoned weights are in no minibatch and in no memory.
     */
    private void rowsWereSampledByWeightsThatStillCount() throws IOException {
        Map<Long, Long> weights = new HashMap<>();
        for (long step = 0; step <= rounds; step++) {
            weights.put(
                    step, HashLearner.read(store().ofStep(step).orElseThrow().path()));
        }
        long visits = 1 + ledger.stream().mapToLong(LedgerLine::visit).max().orElse(0);
        for (PublishedMinibatch minibatch : minibatches) {
            for (Row row : minibatch.rows()) {
                long by = weights.get(row.step());
                if (row.origin() == Origin.SAMPLED) {
                    assertThat(row.tokens())
                            .as("%s: sampled %s", about, row)
                            .isEqualTo(HashEngine.tokens(
                                    by, row.visit().query(), row.visit().visit(), row.sample()));
                } else {
                    assertThat(sampled(by, row.visit().query(), visits))
                            .as("%s: replayed %s", about, row)
                            .contains(row.tokens());
                }
            }
        }
    }

    /** The final weights of each step. */
    private Map<Long, Long> weights() throws IOException {
        Map<Long, Long> weights = new HashMap<>();
        for (long step = 0; step <= rounds; step++) {
            weights.put(
                    step, HashLearner.read(store().ofStep(step).orElseThrow().path()));
        }
        return weights;
    }

    private static Set<TokenIds> sampled(long weights, String query, long visits) {
        Set<TokenIds> all = new HashSet<>();
        for (long visit = 0; visit <= visits; visit++) {
            for (int sample = 0; sample < GROUP_SIZE; sample++) {
                all.add(HashEngine.tokens(weights, query, visit, sample));
            }
        }
        return all;
    }

    private void nothingIsTrainedTooLate() {
        for (PublishedMinibatch minibatch : minibatches) {
            if (minibatch.kind() == Kind.PRIORITY) {
                assertThat(minibatch.rows())
                        .as(about + ": staleness in round " + minibatch.round())
                        .allMatch(row -> row.origin() == Origin.REPLAYED
                                || minibatch.round() - row.step() <= run.parts().maxStaleness());
            }
        }
    }

    /** The buffers in the savepoint contain exactly the leftovers that were neither trained on nor dropped. */
    public void savedBuffers() throws Exception {
        List<ShardLine> saved = SavedMemory.find(run.folder().root()).shards(MethodsAudit::list);
        assertThat(saved.stream().mapToLong(ShardLine::replay).sum())
                .as(about + ": rows in the buffers of the savepoint")
                .isEqualTo(buffered);
        assertThat(saved)
                .as(about + ": minibatches of each shard")
                .extracting(ShardLine::minibatches)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, shards)
                        .mapToObj(shard -> (long) ofShard(shard).size())
                        .toList());
    }

    /**
     * The memory in the savepoint contains exactly the responses sampled on the visits that ended or wait to be
     * composed: each once, from weights that were not abandoned, including the trained ones.
     */
    public void savedMemory() throws Exception {
        SavedMemory saved = SavedMemory.find(run.folder().root());
        Map<Long, Long> weights = weights();
        Set<String> remembered = new HashSet<>();
        for (TrajectoryLine line : saved.trajectories(Optional.empty(), MethodsAudit::list)) {
            String who = "%s %d %d %s".formatted(line.query(), line.visit(), line.sample(), line.context());
            assertThat(remembered.add(who))
                    .as("%s: %s is remembered once", about, who)
                    .isTrue();
            assertThat(new TokenIds(line.ids()))
                    .as("%s: %s", about, who)
                    .isEqualTo(HashEngine.tokens(weights.get(line.step()), line.query(), line.visit(), line.sample()));
        }
        for (PublishedMinibatch minibatch : minibatches) {
            for (Row row : minibatch.rows()) {
                String who =
                        "%s %d %d ".formatted(row.visit().query(), row.visit().visit(), row.sample());
                assertThat(row.origin() == Origin.REPLAYED
                                || remembered.contains(who + "plain")
                                || remembered.contains(who + "reflection"))
                        .as("%s: %s is remembered", about, row)
                        .isTrue();
            }
        }
        long pending = 0;
        for (ShardLine line : saved.shards(MethodsAudit::list)) {
            pending += line.pending();
        }
        statistics(saved.queries(MethodsAudit::list), pending);
    }

    private void statistics(List<QueryLine> queries, long pending) {
        long waiting = 0;
        for (QueryLine query : queries) {
            String who = about + ": " + query.query();
            assertThat(query.trajectories() - query.reflected()).as(who).isEqualTo((int) query.responses());
            assertThat(query.reflectionsSent())
                    .as(who + ": reflections sent")
                    .isEqualTo(reflections.stream()
                            .filter(sent -> query(sent).equals(query.query()))
                            .count());
            long plain = ended(query.query(), false);
            long reflected = ended(query.query(), true);
            assertThat(query.visits()).as(who + ": visits").isGreaterThanOrEqualTo(plain);
            assertThat(query.reflectionsTried()).as(who + ": reflections").isGreaterThanOrEqualTo(reflected);
            waiting += query.visits() - plain + query.reflectionsTried() - reflected;
        }
        assertThat(waiting)
                .as(about + ": visits remembered that have not ended")
                .isLessThanOrEqualTo(pending);
    }

    /** Visits of a query according to memory and ledger; a reflection counts only with a verdict. */
    private long ended(String query, boolean reflection) {
        return ledger.stream()
                .filter(line -> line.query().equals(query)
                        && line.split().equals(StalenessPacing.REFLECTIONS) == reflection
                        && switch (line.end()) {
                            case TRAINED, TOO_STALE -> true;
                            case UNGRADED -> !reflection;
                            case PROMPT_TOO_LONG, SAMPLING_FAILED, UNREADABLE, EXPIRED -> false;
                        })
                .count();
    }

    private static <T> List<T> list(Iterator<T> items) {
        List<T> all = new ArrayList<>();
        items.forEachRemaining(all::add);
        return all;
    }

    /** The events of the run, so that a test can check that it covered something. */
    public Map<String, Long> totals() {
        List<Row> rows = minibatches.stream().flatMap(m -> m.rows().stream()).toList();
        Map<String, Long> totals = new HashMap<>();
        totals.put("reflections sent", (long) reflections.size());
        totals.put(
                "reflections trained",
                reflected().stream()
                        .filter(line -> line.end() == VisitEnd.Kind.TRAINED)
                        .count());
        totals.put(
                "replays",
                rows.stream().filter(row -> row.origin() == Origin.REPLAYED).count());
        totals.put(
                "replays from reflections",
                rows.stream().filter(row -> !row.logProbs()).count());
        totals.put("compensation rows", rows(Kind.COMPENSATION));
        totals.put(
                "rows dropped",
                minibatches.stream().mapToLong(PublishedMinibatch::dropped).sum());
        String attempt = store().newestManifest().orElseThrow().incarnation().split("-")[1];
        totals.put("failures before the last start", Long.parseLong(attempt));
        return totals;
    }
}
