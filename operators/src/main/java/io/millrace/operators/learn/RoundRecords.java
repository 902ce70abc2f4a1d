package io.millrace.operators.learn;

import io.millrace.codec.DeadLetterJson;
import io.millrace.codec.Envelope;
import io.millrace.codec.LedgerJson;
import io.millrace.codec.StepJson;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.model.LedgerLine;
import io.millrace.model.Minibatch;
import io.millrace.model.PromptKind;
import io.millrace.model.VisitEnd;
import io.millrace.policy.StalenessPacing;
import java.util.List;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Writes the records of a round after training on it: a ledger line for each visit that ended in it, dead letters, and the
 * figures of its steps.
 *
 * @param run name of the run
 * @param ledger receives ledger lines
 * @param side receives the other records
 */
record RoundRecords(String run, Collector<String> ledger, SideOutput side) {
    /** A side output of an operator. */
    interface SideOutput {
        void emit(OutputTag<String> tag, String line);
    }

    /**
     * Writes a round.
     *
     * @param round for each of its optimizer steps, the parts of the shards
     * @param step number of rounds trained on, including this one
     * @param steps figures of each optimizer step
     */
    void write(List<List<Minibatch>> round, long step, List<StepRecord> steps) {
        for (List<Minibatch> parts : round) {
            for (Minibatch part : parts) {
                part.ends().forEach(end -> write(end, part, step));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            Minibatch minibatch = Minibatch.join(round.get(i));
            side.emit(
                    LearnOutputs.STEPS,
                    StepJson.write(
                            StepCodec.write(steps.get(i)), new Envelope(run, minibatch.time(), minibatch.policy())));
        }
    }

    private void write(VisitEnd end, Minibatch part, long step) {
        ledger.collect(LedgerJson.write(
                LedgerLine.of(end, part, step), new Envelope(run, end.visit().readAt(), end.policy())));
        if (isDeadLetter(end)) {
            side.emit(LearnOutputs.DEAD_LETTERS, DeadLetterJson.write(end, run));
        }
    }

    /** Unusable prompts of a data set are not dead letters here: they are reported once, before the job starts. */
    private static boolean isDeadLetter(VisitEnd end) {
        return switch (end.kind()) {
            case TRAINED, TOO_STALE, EXPIRED -> false;
            case PROMPT_TOO_LONG, UNREADABLE ->
                end.visit().split().equals(StalenessPacing.STREAM)
                        || end.visit().prompt().kind() == PromptKind.REFLECTION;
            case UNGRADED, SAMPLING_FAILED -> true;
        };
    }
}
