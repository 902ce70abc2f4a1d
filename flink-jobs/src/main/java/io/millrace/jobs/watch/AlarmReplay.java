package io.millrace.jobs.watch;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmState;
import io.millrace.alarm.AlarmsConfig;
import io.millrace.channel.ChannelException;
import io.millrace.codec.StepJson;
import io.millrace.codec.WindowJson;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.window.WindowAggregator;
import io.millrace.window.WindowPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Judges recorded runs again, to see which alarms other bounds would raise and how often they would fire without cause. Replayed alarms are
 * neither recorded nor sent. Rules on the health of the stream are not judged, because it is not recorded.
 *
 * @param config rules and minimum size of a sample
 */
public record AlarmReplay(AlarmsConfig config) {
    private static final int SECONDS_A_DAY = 86_400;

    /**
     * A recorded run.
     *
     * @param parts parts of its windows of {@value WindowAggregator#SHORT} s, grouped by part number, in order of publication
     * @param steps its optimizer steps
     */
    public record Recorded(List<List<WindowPart>> parts, List<StepRecord> steps) {
        public Recorded {
            parts = List.copyOf(parts);
            steps = List.copyOf(steps);
        }
    }

    /**
     * Alarms of a replay.
     *
     * @param samples number of samples judged
     * @param changes alarms that were fired or resolved, in order
     */
    public record Result(long samples, List<Alarm> changes) {
        /** Number of times each rule fired. */
        public Map<String, Integer> fired() {
            Map<String, Integer> fired = new TreeMap<>();
            changes.stream()
                    .filter(alarm -> alarm.state() == AlarmState.FIRING)
                    .forEach(alarm -> fired.merge(alarm.rule(), 1, Integer::sum));
            return fired;
        }
    }

    /**
     * Reads a run.
     *
     * @throws ChannelException if a record cannot be read
     */
    public static Recorded read(Channel metrics, Channel steps) {
        TreeMap<Long, List<WindowPart>> parts = new TreeMap<>();
        for (WindowPart part : all(metrics, WindowJson::read)) {
            if (part.key().seconds() == WindowAggregator.SHORT) {
                parts.computeIfAbsent(part.part(), n -> new ArrayList<>()).add(part);
            }
        }
        return new Recorded(List.copyOf(parts.values()), all(steps, text -> StepCodec.read(StepJson.read(text))));
    }

    private interface Parser<T> {
        T parse(String line) throws IOException;
    }

    /** All records that a channel holds. */
    private static <T> List<T> all(Channel channel, Parser<T> parser) {
        List<T> records = new ArrayList<>();
        try (ChannelCursor cursor = new ChannelCursor(channel)) {
            for (Optional<ChannelRecord> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                records.add(parser.parse(next.get().line()));
            }
            return records;
        } catch (IOException e) {
            throw new ChannelException(
                    "channel %s: record %d could not be read: %s"
                            .formatted(channel.address(), records.size(), e.getMessage()),
                    e);
        }
    }

    /** Judges all windows of a run in order, then its optimizer steps. */
    public Result replay(Recorded run) {
        Judge judge = new Judge(config);
        List<Alarm> changes = new ArrayList<>();
        long time = 0;
        for (List<WindowPart> parts : run.parts()) {
            time = add(parts, judge, time, changes);
        }
        for (StepRecord step : run.steps()) {
            time += 1000;
            changes.addAll(judge.add(step, time));
        }
        return result(judge, changes);
    }

    /**
     * Judges one simulated day, bootstrapped from the second halves of the runs: windows are drawn at random, with replacement.
     * Steps are not judged.
     */
    public Result day(List<Recorded> runs, SplittableRandom random) {
        List<List<WindowPart>> steady = new ArrayList<>();
        runs.forEach(run -> steady.addAll(
                run.parts().subList(run.parts().size() / 2, run.parts().size())));
        Judge judge = new Judge(config);
        List<Alarm> changes = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < SECONDS_A_DAY / WindowAggregator.SHORT && !steady.isEmpty(); i++) {
            long number = i;
            List<WindowPart> drawn = steady.get(random.nextInt(steady.size())).stream()
                    .map(part -> new WindowPart(
                            part.key(), number, part.closed(), part.time(), part.policy(), part.statistics()))
                    .toList();
            time = add(drawn, judge, time, changes);
        }
        return result(judge, changes);
    }

    private static long add(List<WindowPart> parts, Judge judge, long time, List<Alarm> changes) {
        parts.forEach(judge::add);
        long next = time + 1000L * WindowAggregator.SHORT;
        changes.addAll(judge.judgeSamples(next));
        return next;
    }

    private static Result result(Judge judge, List<Alarm> changes) {
        return new Result(
                judge.samplesJudged(),
                changes.stream()
                        .filter(alarm -> alarm.state() == AlarmState.FIRING || alarm.state() == AlarmState.RESOLVED)
                        .toList());
    }
}
