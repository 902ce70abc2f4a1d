package io.millrace.operators.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.codec.WindowStateJson;
import io.millrace.config.MonitorConfig;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.RecordAggregator;
import io.millrace.window.Observation;
import io.millrace.window.WindowAggregator;
import java.util.List;

/**
 * Writes the windows of a channel.
 *
 * @param name name of the channel
 * @param folder the folder of the run
 * @param run name of the run
 * @param settings sizes and bounds of the windows
 */
public record WindowRecords(String name, String folder, String run, WindowAggregator.Settings settings)
        implements RecordAggregator.Factory<Observation> {
    private static final long serialVersionUID = 1;
    private static final int MINUTE = 60;

    public WindowRecords {
        requireNonNull(name, "name");
        requireNonNull(folder, "folder");
        requireNonNull(run, "run");
        requireNonNull(settings, "settings");
    }

    /** Windows of 10 s and 1 min. */
    public static WindowRecords metrics(StreamSettings settings) {
        return of("metrics", settings, windows(true, MINUTE, settings.monitor()));
    }

    /** Windows of 10 min. */
    public static WindowRecords trends(StreamSettings settings) {
        return of("trends", settings, windows(false, 10 * MINUTE, settings.monitor()));
    }

    private static WindowRecords of(String name, StreamSettings settings, WindowAggregator.Settings windows) {
        return new WindowRecords(name, settings.folder().toString(), settings.run(), windows);
    }

    private static WindowAggregator.Settings windows(boolean publishShort, int held, MonitorConfig config) {
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
        return new WindowWriter(this, new WindowAggregator(settings, state), LiveRecords.current());
    }
}
