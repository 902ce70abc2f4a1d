package io.millrace.jobs.view;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmState;
import io.millrace.codec.AlarmJson;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** The alarms of a run: the present state of each, and the newest changes. Thread-safe. */
public final class AlarmHistory implements RecordView {
    private static final int KEPT = 500;

    private final TreeMap<String, Alarm> states = new TreeMap<>();
    private final Deque<Alarm> newest = new ArrayDeque<>();

    @Override
    public synchronized void add(long number, String line) throws IOException {
        Alarm alarm = AlarmJson.read(line);
        String key = alarm.rule() + "\n" + alarm.series();
        if (alarm.state() == AlarmState.PENDING || alarm.state() == AlarmState.FIRING) {
            states.put(key, alarm);
        } else {
            states.remove(key);
        }
        newest.addLast(alarm);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
    }

    @Override
    public synchronized void clear() {
        states.clear();
        newest.clear();
    }

    /** Alarms that are pending or firing. */
    public synchronized List<Alarm> active() {
        return List.copyOf(states.values());
    }

    /** The newest changes, the latest last. */
    public synchronized List<Alarm> newest() {
        return new ArrayList<>(newest);
    }
}
