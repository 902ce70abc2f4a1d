package io.millrace.jobs.watch;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmTracker;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.AlarmsConfig;
import io.millrace.alarm.SampleHistory;
import io.millrace.alarm.StreamHealth;
import io.millrace.learner.StepRecord;
import io.millrace.window.WindowAggregator;
import io.millrace.window.WindowPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Judges records of a run in the order of their publication. Not thread-safe. */
final class Judge {
    private final AlarmTracker tracker;
    private final SampleHistory samples;
    private final List<StepRecord> firstSteps = new ArrayList<>();
    private final Deque<StepRecord> steps = new ArrayDeque<>();
    private long stepsSeen;
    private long samplesJudged;

    Judge(AlarmsConfig config) {
        tracker = new AlarmTracker(config.rules().all());
        samples = new SampleHistory(config.responses(), WindowAggregator.SHORT);
    }

    /** Restores a recorded alarm, in the order of the records, before anything is judged. */
    void restore(Alarm alarm) {
        tracker.restore(alarm);
    }

    /** Adds a part of a window. */
    void add(WindowPart part) {
        samples.add(part);
    }

    /** Judges complete samples. Called when all published parts have been added. */
    List<Alarm> judgeSamples(long time) {
        samples.cut();
        List<Alarm> alarms = new ArrayList<>();
        for (Optional<AlarmView.Samples> next = samples.next(); next.isPresent(); next = samples.next()) {
            samplesJudged++;
            alarms.addAll(tracker.judge(AlarmTrigger.SAMPLE, view(next, StreamHealth.UNKNOWN), time));
        }
        return alarms;
    }

    /** Drops complete samples that have been judged before: later ones are only compared with them. */
    void skipSamples() {
        samples.cut();
        while (samples.next().isPresent()) {
            samplesJudged++;
        }
    }

    /** Adds an optimizer step that has been judged before. */
    void skip(StepRecord step) {
        if (firstSteps.size() < AlarmView.STEPS) {
            firstSteps.add(step);
        }
        steps.addLast(step);
        if (steps.size() > AlarmView.STEPS) {
            steps.removeFirst();
        }
        stepsSeen++;
    }

    /** Adds an optimizer step, and judges if enough of them are new. */
    List<Alarm> add(StepRecord step, long time) {
        skip(step);
        return stepsSeen % AlarmView.STEPS == 0
                ? tracker.judge(AlarmTrigger.STEPS, view(Optional.empty(), StreamHealth.UNKNOWN), time)
                : List.of();
    }

    /** Judges the state of the stream's parts. */
    List<Alarm> judge(StreamHealth health, long time) {
        return tracker.judge(AlarmTrigger.TIME, view(Optional.empty(), health), time);
    }

    /** Number of samples judged so far. */
    long samplesJudged() {
        return samplesJudged;
    }

    private AlarmView view(Optional<AlarmView.Samples> compared, StreamHealth health) {
        return new AlarmView(compared, List.copyOf(steps), firstSteps, health);
    }
}
