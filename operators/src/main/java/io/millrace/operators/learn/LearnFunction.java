package io.millrace.operators.learn;

import io.millrace.assembly.LearningParts;
import io.millrace.codec.ScoreJson;
import io.millrace.curriculum.PassRateTracker;
import io.millrace.episode.ScoreRecord;
import io.millrace.file.Folders;
import io.millrace.learner.GapLimit;
import io.millrace.learner.Learner;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepFigures;
import io.millrace.learner.StepRecord;
import io.millrace.learner.StepReport;
import io.millrace.model.Minibatch;
import io.millrace.observe.ScoreCollector;
import io.millrace.observe.TokenBudget;
import io.millrace.operators.AssignedGpus;
import io.millrace.operators.Incarnation;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.policy.PolicyStore;
import io.millrace.state.FolderState;
import io.millrace.state.StateNames;
import io.millrace.state.codec.Chunk;
import io.millrace.state.codec.Types;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Takes one optimizer step for each round, and one more for each compensation batch in it; publishes versions, and
 * writes the ledger.
 *
 * <p>Exactly once: weights, moments, step and position are operator state, so they and the stream are restored to the
 * same point; and a minibatch out of order is rejected. An attempt first publishes its starting weights under its
 * incarnation, which abandons the versions that a failed attempt published after the checkpoint. Pass rates of a
 * curriculum are stored with the weights.
 */
public final class LearnFunction extends ProcessFunction<Minibatch, String> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final LearningParts parts;
    private final StreamSettings settings;
    private final FaultPlan faults;

    private transient ListState<Chunk> chunks;
    private transient ListState<Minibatch> waiting;
    private transient RoundParts gathered;
    private transient @Nullable Learner learner;
    private transient LearnerPosition position;
    private transient Optional<PassRateTracker> rates;
    private transient PolicyStore store;
    private transient String incarnation;
    private transient LearnerGauges gauges;
    private transient TokenBudget budget;
    private transient GapLimit gapLimit;
    private transient FaultTrigger beforeStep;
    private transient FaultTrigger afterStep;
    private transient FaultTrigger published;
    private transient FaultTrigger snapshot;

    public LearnFunction(LearningParts parts, StreamSettings settings, FaultPlan faults) {
        this.parts = parts;
        this.settings = settings;
        this.faults = faults;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        chunks = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(StateNames.LEARNER, Types.CHUNK));
        waiting = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(StateNames.WAITING_PARTS, Types.MINIBATCH));
        List<Minibatch> restored = new ArrayList<>();
        waiting.get().forEach(restored::add);
        gathered = new RoundParts(settings.shards(), restored);
        incarnation = Incarnation.of(getRuntimeContext(), context.getRestoredCheckpointId());
        parts.useDevice(() -> AssignedGpus.of(getRuntimeContext()));
        Learner starting = parts.learner();
        learner = starting;
        position = LearnerPosition.START;
        rates = parts.curriculum().map(curriculum -> new PassRateTracker(curriculum, parts.prompts()));
        Path folder = Folders.temporary("millrace-learner");
        try {
            if (context.isRestored() && FolderState.read(chunks, folder)) {
                position = LearnerPosition.read(folder);
                starting.restore(folder.resolve("learner"));
                if (rates.isPresent()) {
                    rates.get().restore(folder);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    @Override
    public void open(OpenContext context) {
        store = new PolicyStore(Path.of(settings.store()));
        gauges = new LearnerGauges(getRuntimeContext().getMetricGroup(), parts.stepFigures(), parts.stepLoggers());
        budget = new TokenBudget(settings.monitor().tokensPerSecond());
        gapLimit = parts.gapLimit();
        beforeStep = faults.at(FaultPlan.Point.BEFORE_STEP, getRuntimeContext());
        afterStep = faults.at(FaultPlan.Point.AFTER_STEP, getRuntimeContext());
        published = faults.at(FaultPlan.Point.PUBLISHED, getRuntimeContext());
        snapshot = faults.at(FaultPlan.Point.SNAPSHOT, getRuntimeContext());
        publish(Map.of());
    }

    @Override
    public void processElement(Minibatch minibatch, Context context, Collector<String> ledger) throws Exception {
        beforeStep.pass();
        chunks.clear(); // A checkpoint in progress has its own list of them.
        position = position.received(minibatch);
        gathered.add(minibatch);
        List<List<Minibatch>> round = gathered.take(position.step());
        while (!round.isEmpty()) {
            learn(round, context, ledger);
            round = gathered.take(position.step());
        }
    }

    /** @param round the parts of each optimizer step of the round */
    private void learn(List<List<Minibatch>> round, Context context, Collector<String> ledger) throws IOException {
        List<Minibatch> parts = round.stream().flatMap(List::stream).toList();
        LearnerPosition next = position.trained(parts);
        List<StepRecord> steps = new ArrayList<>();
        List<ScoreCollector> scores = new ArrayList<>();
        for (List<Minibatch> step : round) {
            Minibatch minibatch = Minibatch.join(step);
            StepReport report = train(minibatch, scores);
            gapLimit.check(next.step(), report);
            afterStep.pass();
            steps.add(StepFigures.of(next.step(), next.tokens(), report, minibatch));
        }
        position = next;
        rates.ifPresent(tracker -> {
            tracker.ended(parts.stream().flatMap(part -> part.ends().stream()).toList());
            steps.set(0, steps.get(0).with(tracker.shares()));
        });
        gauges.update(steps);
        if (position.step() % settings.publishEvery() == 0) {
            publish(StepCodec.write(steps.get(0)));
        }
        published.pass();
        new RoundRecords(settings.run(), ledger, context::output).write(round, position.step(), steps);
        long now = context.timerService().currentProcessingTime();
        for (ScoreCollector collected : scores) {
            ScoreRecord record = collected.record(position.step(), budget.take(collected.tokens(), now));
            context.output(LearnOutputs.SCORES, ScoreJson.write(record, settings.run()));
        }
    }

    private StepReport train(Minibatch minibatch, List<ScoreCollector> scores) {
        if (!settings.monitor().enabled() || !settings.monitor().scores()) {
            return learner().train(minibatch);
        }
        ScoreCollector collector = new ScoreCollector(minibatch);
        scores.add(collector);
        return learner().train(minibatch, collector);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        snapshot.pass();
        Path folder = Folders.temporary("millrace-learner");
        try {
            learner().save(folder.resolve("learner"));
            position.write(folder);
            rates.ifPresent(tracker -> tracker.write(folder));
            FolderState.write(folder, chunks);
            waiting.update(gathered.waiting());
        } finally {
            Folders.delete(folder);
        }
    }

    @Override
    public void close() {
        Learner open = learner;
        learner = null;
        if (open != null) {
            open.close();
        }
    }

    private void publish(Map<String, Double> figures) {
        Learner current = learner();
        var version = store.publish(position.step(), incarnation, position.ended(), figures, folder -> {
            current.export(folder);
            rates.ifPresent(tracker -> tracker.write(folder));
        });
        gauges.version(version.number());
        store.retain(settings.versionsKept());
    }

    private Learner learner() {
        Learner open = learner;
        if (open == null) {
            throw new IllegalStateException("learner: used before open or after close");
        }
        return open;
    }
}
