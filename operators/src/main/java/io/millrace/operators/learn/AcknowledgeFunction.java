package io.millrace.operators.learn;

import io.millrace.assembly.LearningParts;
import io.millrace.codec.AcknowledgementJson;
import io.millrace.codec.DeadLetterJson;
import io.millrace.dataset.RejectedRecord;
import io.millrace.learner.Learner;
import io.millrace.learner.StepFigures;
import io.millrace.learner.StepRecord;
import io.millrace.metric.Metric;
import io.millrace.model.Acknowledgement;
import io.millrace.model.Minibatch;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.policy.PolicyStore;
import io.millrace.state.StateNames;
import io.millrace.state.codec.Types;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Closes rounds that a learner outside Millrace has trained on: when all minibatches of a round are acknowledged, its visits have ended.
 * Writes the ledger and the figures of the steps, in the order of rounds, whatever the order of the acknowledgements.
 *
 * <p>Exactly once: the positions in both channels, the minibatches that wait and the acknowledgements without a closed round are in the
 * same checkpoints as the records that they lead to; repeated acknowledgements are dropped. An invalid one is a dead letter.
 *
 * <p>Publishes the initial policy as the first version, if there is none, and deletes old versions.
 */
public final class AcknowledgeFunction extends CoProcessFunction<Minibatch, ChannelRecord, String>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    /** Incarnation of the first version, which is not the outside learner's. */
    private static final String START = "start";

    private static final String CHANNEL = "acknowledgements";

    private final LearningParts parts;
    private final StreamSettings settings;
    private final FaultPlan faults;
    private final Clock clock;

    private transient ListState<Minibatch> waiting;
    private transient ListState<String> held;
    private transient ListState<String> positions;
    private transient RoundParts gathered;
    private transient Acknowledgements acknowledgements;
    private transient ClosedRounds closed;
    private transient PolicyStore store;
    private transient LearnerGauges gauges;
    private transient FaultTrigger beforeStep;
    private transient FaultTrigger published;

    /** @param clock tells when an invalid acknowledgement is read */
    public AcknowledgeFunction(LearningParts parts, StreamSettings settings, FaultPlan faults, Clock clock) {
        this.parts = parts;
        this.settings = settings;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        var states = context.getOperatorStateStore();
        var text = org.apache.flink.api.common.typeinfo.Types.STRING;
        waiting = states.getListState(new ListStateDescriptor<>(StateNames.WAITING_PARTS, Types.MINIBATCH));
        held = states.getListState(new ListStateDescriptor<>(StateNames.ACKNOWLEDGEMENTS, text));
        positions = states.getListState(new ListStateDescriptor<>(StateNames.CLOSED_ROUNDS, text));
        List<Minibatch> minibatches = new ArrayList<>();
        waiting.get().forEach(minibatches::add);
        gathered = new RoundParts(settings.shards(), minibatches);
        List<Acknowledgement> early = new ArrayList<>();
        for (String line : held.get()) {
            early.add(AcknowledgementJson.read(line));
        }
        acknowledgements = new Acknowledgements(early);
        closed = ClosedRounds.START;
        for (String position : positions.get()) {
            closed = ClosedRounds.read(position);
        }
    }

    @Override
    public void open(OpenContext context) {
        store = new PolicyStore(Path.of(settings.store()));
        var metrics = getRuntimeContext().getMetricGroup();
        gauges = new LearnerGauges(metrics, parts.stepFigures(), parts.stepLoggers());
        metrics.gauge(Metric.STEPS_ACKNOWLEDGED.key(), () -> closed.position().step());
        beforeStep = faults.at(FaultPlan.Point.BEFORE_STEP, getRuntimeContext());
        published = faults.at(FaultPlan.Point.PUBLISHED, getRuntimeContext());
        if (store.newestManifest().isEmpty()) {
            try (Learner learner = parts.learner()) {
                store.publish(0, START, Map.of(), Map.of(), learner::export);
            }
        }
    }

    @Override
    public void processElement1(Minibatch minibatch, Context context, Collector<String> ledger) {
        closed = closed.received(minibatch);
        gathered.add(minibatch);
        close(context, ledger);
    }

    @Override
    public void processElement2(ChannelRecord record, Context context, Collector<String> ledger) {
        try {
            Acknowledgement acknowledgement = AcknowledgementJson.read(record.line());
            check(acknowledgement);
            if (!closed.contains(acknowledgement)) {
                acknowledgements.add(acknowledgement);
            }
        } catch (IOException | IllegalArgumentException e) {
            RejectedRecord rejected =
                    new RejectedRecord(CHANNEL, record.number(), String.valueOf(e.getMessage()), record.line());
            context.output(LearnOutputs.DEAD_LETTERS, DeadLetterJson.write(rejected, settings.run(), clock.millis()));
            return;
        }
        close(context, ledger);
    }

    private void check(Acknowledgement acknowledgement) throws IOException {
        if (!acknowledgement.run().isEmpty() && !acknowledgement.run().equals(settings.run())) {
            throw new IOException("run must be %s, was %s".formatted(settings.run(), acknowledgement.run()));
        }
        if (acknowledgement.shard() >= settings.shards()) {
            throw new IOException(
                    "shard must be < batch.shards = %d, was %d".formatted(settings.shards(), acknowledgement.shard()));
        }
    }

    /** Closes all rounds that can be closed. */
    private void close(Context context, Collector<String> ledger) {
        List<Minibatch> next = gathered.closed(closed.position().step());
        while (!next.isEmpty() && acknowledgements.covers(next)) {
            beforeStep.pass();
            List<List<Minibatch>> round = gathered.take(closed.position().step());
            List<Map<String, Double>> figures = acknowledgements.take(round);
            closed = closed.closed(round);
            List<StepRecord> steps = new ArrayList<>();
            for (int i = 0; i < round.size(); i++) {
                steps.add(StepFigures.of(
                        closed.position().step(),
                        closed.position().tokens(),
                        closed.report(figures.get(i), round.size() - 1L - i),
                        Minibatch.join(round.get(i))));
            }
            gauges.update(steps);
            published.pass();
            new RoundRecords(settings.run(), ledger, context::output)
                    .write(round, closed.position().step(), steps);
            store.retain(settings.versionsKept());
            next = gathered.closed(closed.position().step());
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        waiting.update(gathered.waiting());
        held.update(
                acknowledgements.held().stream().map(AcknowledgementJson::write).toList());
        positions.update(List.of(closed.write()));
    }
}
