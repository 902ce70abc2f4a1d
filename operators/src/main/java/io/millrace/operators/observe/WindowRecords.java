package io.millrace.operators.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.codec.WindowStateJson;
import io.millrace.config.MonitorConfig;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.RecordAggregator;
import io.millrace.window.Observation;
import io.millrace.window.WindowAggregator;
import java.nio.file.Path;
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
    private static final String METRICS = "metrics";
    private static final String TRENDS = "trends";
    private static final int MINUTE = 60;

    public WindowRecords {
        requireNonNull(name, "name");
        requireNonNull(folder, "folder");
        requireNonNull(run, "run");
        requireNonNull(settings, "settings");
    }

    /** Windows of 10 s and 1 min of the job of a run. */
    public static WindowRecords metrics(StreamSettings settings) {
        return metrics(settings.folder(), settings.run(), settings.monitor(), false);
    }

    /** Windows of 10 min of the job of a run. */
    public static WindowRecords trends(StreamSettings settings) {
        return trends(settings.folder(), settings.run(), settings.monitor(), false);
    }

    /**
     * Windows of 10 s and 1 min.
     *
     * @param folder where readers in this process ask for windows that are not published yet
     * @param run name of the run
     * @param config bounds of the windows
     * @param publishOpen whether windows of 1 min are published at every checkpoint, in parts, before they are closed
     */
    public static WindowRecords metrics(Path folder, String run, MonitorConfig config, boolean publishOpen) {
        return new WindowRecords(METRICS, folder.toString(), run, windows(true, MINUTE, config, publishOpen));
    }

    /** Windows of 10 min; parameters as for {@link #metrics(Path, String, MonitorConfig, boolean)}. */
    public static WindowRecords trends(Path folder, String run, MonitorConfig config, boolean publishOpen) {
        return new WindowRecords(TRENDS, folder.toString(), run, windows(false, 10 * MINUTE, config, publishOpen));
    }

    private static WindowAggregator.Settings windows(
            boolean publishShort, int held, MonitorConfig config, boolean publishOpen) {
        return new WindowAggregator.Settings(
                publishShort, List.of(held), config.lateness(), config.sources(), config.perBin(), publishOpen);
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
