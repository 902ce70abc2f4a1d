package io.millrace.jobs.watch;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmSink;
import io.millrace.alarm.AlarmSinkContext;
import io.millrace.alarm.AlarmState;
import io.millrace.alarm.AlarmsConfig;
import io.millrace.alarm.StreamHealth;
import io.millrace.channel.ChannelException;
import io.millrace.codec.AlarmJson;
import io.millrace.codec.StepJson;
import io.millrace.codec.WindowJson;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the published records of a run and the health of its stream, records each change of an alarm in the channel of alarms, and
 * sends it to the sinks. Not thread-safe.
 *
 * <p>A later session reads the recorded alarms and the records that have been judged already, so it neither repeats an alarm nor
 * forgets one that fires.
 */
public final class AlarmWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);

    private final AlarmsConfig config;
    private final Endpoints channels;
    private final String run;
    private final Path positionFile;
    private final Supplier<StreamHealth> health;
    private final Clock clock;
    private final List<AlarmSink> sinks;
    private final Judge judge;
    private final ChannelCursor metrics;
    private final ChannelCursor steps;
    private WatchPosition judged;
    private long healthDue;
    private boolean failing;

    /**
     * The channels that are read and written.
     *
     * @param metrics parts of windows, read
     * @param steps figures of optimizer steps, read
     * @param alarms changes of alarms, read at the start and written
     */
    public record Endpoints(Channel metrics, Channel steps, Channel alarms) {}

    /**
     * @param config rules and sinks
     * @param position file with the position in the channels
     * @param health the current health of the stream
     * @param clock wall clock
     * @param context for the sinks
     * @throws ChannelException if the recorded alarms cannot be read
     */
    public AlarmWatch(
            AlarmsConfig config,
            Endpoints channels,
            Path position,
            Supplier<StreamHealth> health,
            Clock clock,
            AlarmSinkContext context) {
        this.config = config;
        this.channels = channels;
        this.run = context.run();
        this.positionFile = position;
        this.health = health;
        this.clock = clock;
        sinks = config.sinks().stream().map(sink -> sink.open(context)).toList();
        judge = new Judge(config);
        metrics = new ChannelCursor(channels.metrics());
        steps = new ChannelCursor(channels.steps());
        judged = WatchPosition.read(position);
        restore();
    }

    private void restore() {
        HeldRecords held = channels.alarms().held();
        try (RecordReader reader = channels.alarms().reader(held.oldest())) {
            for (Optional<ChannelRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                judge.restore(AlarmJson.read(next.get().line()));
            }
        } catch (IOException e) {
            throw new ChannelException("alarms: a record could not be read: " + e.getMessage(), e);
        }
    }

    /** Judges everything that has been published since the last call, and the health of the stream if that is due. */
    public void poll() {
        try {
            List<Alarm> alarms = new ArrayList<>(newSteps());
            alarms.addAll(newSamples());
            long now = clock.millis();
            if (now >= healthDue) {
                healthDue = now + config.every().toMillis();
                alarms.addAll(judge.judge(health.get(), now));
            }
            report(alarms);
            remember();
            failing = false;
        } catch (ChannelException | IOException e) {
            if (!failing) {
                LOG.warn("alarms: the run could not be judged; it will be retried", e);
            }
            failing = true;
        }
    }

    private List<Alarm> newSteps() {
        List<Alarm> alarms = new ArrayList<>();
        for (Optional<ChannelRecord> next = steps.next(); next.isPresent(); next = steps.next()) {
            try {
                StepRecord step = StepCodec.read(StepJson.read(next.get().line()));
                if (next.get().number() < judged.steps()) {
                    judge.skip(step);
                } else {
                    alarms.addAll(judge.add(step, clock.millis()));
                }
            } catch (IOException e) {
                LOG.warn(
                        "alarms: step {} could not be read, it is not judged: {}",
                        next.get().number(),
                        e.getMessage());
            }
        }
        return alarms;
    }

    private List<Alarm> newSamples() {
        for (Optional<ChannelRecord> next = metrics.next(); next.isPresent(); next = metrics.next()) {
            if (next.get().number() == judged.metrics()) {
                judge.skipSamples();
            }
            try {
                judge.add(WindowJson.read(next.get().line()));
            } catch (IOException e) {
                LOG.warn(
                        "alarms: window {} could not be read, it is not judged: {}",
                        next.get().number(),
                        e.getMessage());
            }
        }
        if (metrics.position() <= judged.metrics()) {
            judge.skipSamples();
            return List.of();
        }
        return judge.judgeSamples(clock.millis());
    }

    private void report(List<Alarm> alarms) {
        if (alarms.isEmpty()) {
            return;
        }
        channels.alarms()
                .append(alarms.stream()
                        .map(alarm -> AlarmJson.write(alarm, run))
                        .toList());
        for (Alarm alarm : alarms) {
            if (alarm.state() == AlarmState.FIRING || alarm.state() == AlarmState.RESOLVED) {
                sinks.forEach(sink -> send(alarm, sink));
            }
        }
    }

    private static void send(Alarm alarm, AlarmSink sink) {
        try {
            sink.send(alarm);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be sent: {}", alarm.text(), e.toString());
        }
    }

    private void remember() throws IOException {
        WatchPosition now = new WatchPosition(metrics.position(), steps.position());
        if (!now.equals(judged)) {
            judged = now;
            now.write(positionFile);
        }
    }

    @Override
    public void close() {
        metrics.close();
        steps.close();
    }
}
