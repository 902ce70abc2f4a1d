package io.millrace.jobs.dashboard;

import io.millrace.check.Require;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * The newest events of a server, so that a page that was disconnected for a while continues where it was. Thread-safe.
 *
 * <p>The id of an event is {@code LOG-NUMBER}: a page that was connected to an earlier server is told to start again.
 */
final class EventLog {
    private final String name;
    private final int kept;
    private final Deque<Event> events = new ArrayDeque<>();
    private long next;

    /**
     * An event.
     *
     * @param number from 0
     * @param type what it is about
     * @param data JSON on one line
     */
    record Event(long number, String type, String data) {}

    /**
     * @param name different for each server
     * @param kept number of events to keep
     */
    EventLog(String name, int kept) {
        this.name = name;
        this.kept = kept;
    }

    /** Adds an event. */
    synchronized void add(String type, String data) {
        Require.that(data.indexOf('\n') < 0, "event %s: must be one line", type);
        events.addLast(new Event(next++, type, data));
        if (events.size() > kept) {
            events.removeFirst();
        }
        notifyAll();
    }

    /** Number of the next event to be added. */
    synchronized long next() {
        return next;
    }

    /** The id of an event. */
    String id(Event event) {
        return name + "-" + event.number();
    }

    /** Number of the event after one with this id; empty if it is unknown or no longer kept, so that events would be missing. */
    synchronized OptionalLong after(String id) {
        String prefix = name + "-";
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("\\d{1,15}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(id.substring(prefix.length())) + 1;
        boolean held = number >= next - events.size() && number <= next;
        return held ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Whether the events from a number on are kept. */
    synchronized boolean holds(long number) {
        return number >= next - events.size();
    }

    /** The events from a number on; waits for the next one, but not longer than a limit, and then may return none. */
    synchronized List<Event> await(long number, long millis) throws InterruptedException {
        if (number >= next) {
            wait(millis);
        }
        List<Event> found = new ArrayList<>();
        for (Event event : events) {
            if (event.number() >= number) {
                found.add(event);
            }
        }
        return found;
    }
}
