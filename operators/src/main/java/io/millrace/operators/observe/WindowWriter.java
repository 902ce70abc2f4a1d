package io.millrace.operators.observe;

import io.millrace.codec.WindowJson;
import io.millrace.codec.WindowStateJson;
import io.millrace.operators.channel.RecordAggregator;
import io.millrace.window.Observation;
import io.millrace.window.WindowAggregator;
import io.millrace.window.WindowPart;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes the windows of a channel, and shows in {@link LiveRecords} those that are not published yet. */
final class WindowWriter implements RecordAggregator<Observation> {
    /** Number of checkpoints whose parts are still shown: they are published when the checkpoint is complete. */
    private static final int CHECKPOINTS = 3;

    /** Number of open windows that are shown at every tick; more are shown less often. */
    private static final int WINDOWS_PER_TICK = 100;

    private final WindowRecords records;
    private final WindowAggregator windows;
    private final LiveRecords live;
    private final Path folder;
    private final Deque<List<WindowPart>> flushed = new ArrayDeque<>();
    private int ticks;

    WindowWriter(WindowRecords records, WindowAggregator windows, LiveRecords live) {
        this.records = records;
        this.windows = windows;
        this.live = live;
        folder = Path.of(records.folder());
        live.start(folder, records.name(), this);
    }

    @Override
    public void add(Observation observed, long now) {
        windows.add(observed, now);
    }

    @Override
    public List<String> flush(long now) {
        List<WindowPart> parts = windows.flush(now);
        flushed.addLast(parts);
        if (flushed.size() > CHECKPOINTS) {
            flushed.removeFirst();
        }
        if (live.isWanted(folder, records.name(), this)) {
            show(windows.open());
        }
        return parts.stream().map(part -> WindowJson.write(part, records.run())).toList();
    }

    @Override
    public void tick(long now) {
        if (ticks-- > 0 || !live.isWanted(folder, records.name(), this)) {
            return;
        }
        List<WindowPart> open = windows.open();
        ticks = open.size() / WINDOWS_PER_TICK;
        show(open);
    }

    private void show(List<WindowPart> open) {
        live.put(
                folder,
                records.name(),
                this,
                flushed.stream().flatMap(List::stream).toList(),
                open);
    }

    @Override
    public byte[] snapshot() {
        return WindowStateJson.write(windows.state());
    }

    @Override
    public void close() {
        live.end(folder, records.name(), this);
    }
}
