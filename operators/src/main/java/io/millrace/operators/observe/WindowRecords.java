package io.millrace.operators.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.codec.WindowJson;
import io.millrace.codec.WindowStateJson;
import io.millrace.config.MonitorConfig;
import io.millrace.operators.channel.RecordAggregator;
import io.millrace.window.Observation;
import io.millrace.window.WindowAggregator;
import java.util.List;

/**
 * Writes the windows of a channel.
 *
 * @param name name of the channel
 * @param run name of the run
 * @param settings sizes and bounds of the windows
 */
public record WindowRecords(String name, String run, WindowAggregator.Settings settings)
        implements RecordAggregator.Factory<Observation> {
    private static final long serialVersionUID = 1;
    private static final int MINUTE = 60;

    public WindowRecords {
        requireNonNull(name, "name");
        requireNonNull(run, "run");
        requireNonNull(settings, "settings");
    }

    /** Windows of 10 s and 1 min. */
    public static WindowRecords metrics(String run, MonitorConfig config) {
        return new WindowRecords("metrics", run, settings(true, MINUTE, config));
    }

    /** Windows of 10 min. */
    public static WindowRecords trends(String run, MonitorConfig config) {
        return new WindowRecords("trends", run, settings(false, 10 * MINUTE, config));
    }

    private static WindowAggregator.Settings settings(boolean publishShort, int held, MonitorConfig config) {
        return new WindowAggregator.Settings(
                publishShort, List.of(held), config.lateness(), config.sources(), config.perBin());
    }

    @Override
    public RecordAggregator<Observation> create() {
        return of(WindowAggregator.State.START);
    }

    @Override
    public RecordAggregator<Observation> restore(byte[] state) {
        return of(WindowStateJson.read(state));
    }

    private RecordAggregator<Observation> of(WindowAggregator.State state) {
        WindowAggregator windows = new WindowAggregator(settings, state);
        return new RecordAggregator<>() {
            @Override
            public void add(Observation observed, long now) {
                windows.add(observed, now);
            }

            @Override
            public List<String> flush(long now) {
                return windows.flush(now).stream()
                        .map(part -> WindowJson.write(part, run))
                        .toList();
            }

            @Override
            public byte[] snapshot() {
                return WindowStateJson.write(windows.state());
            }
        };
    }
}
