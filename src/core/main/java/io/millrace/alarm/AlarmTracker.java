package io.millrace.alarm;

import io.millrace.check.Require;
import io.millrace.plugin.Extensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns judgements into alarms: the first judgement beyond the bound makes an alarm pending, the second one in a row lets it
 * fire, and it resolves after two clear ones in a row. Not thread-safe.
 */
public final class AlarmTracker {
    private static final int IN_A_ROW = 2;

    private final List<AlarmRule> rules;
    private final Map<Key, Active> active = new TreeMap<>();

    private record Key(String rule, String series) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = rule.compareTo(other.rule);
            return order != 0 ? order : series.compareTo(other.series);
        }
    }

    /**
     * @param since time of the first judgement beyond the bound
     * @param clear clear judgements in a row
     */
    private record Active(AlarmState state, long since, int clear) {}

    /** @param rules disabled ones are not used */
    public AlarmTracker(List<AlarmRule> rules) {
        this.rules = rules.stream().filter(AlarmRule::enabled).toList();
    }

    /**
     * Restores a recorded alarm. Alarms must be restored in the order in which they were recorded, before anything is judged.
     */
    public void restore(Alarm alarm) {
        Key key = new Key(alarm.rule(), alarm.series());
        if (alarm.state() == AlarmState.RESOLVED || alarm.state() == AlarmState.CLEARED) {
            active.remove(key);
        } else {
            active.put(key, new Active(alarm.state(), alarm.since(), 0));
        }
    }

    /**
     * Judges by all rules with a trigger.
     *
     * @param time now, in epoch milliseconds
     * @return the alarms whose state changes
     */
    public List<Alarm> judge(AlarmTrigger trigger, AlarmView view, long time) {
        Require.that(time >= 0, "alarms: time must be >= 0, was %d", time);
        List<Alarm> changes = new ArrayList<>();
        for (AlarmRule rule : rules) {
            if (rule.trigger() == trigger) {
                String name = Extensions.type(rule);
                rule.judge(view).forEach(one -> change(name, one, time).ifPresent(changes::add));
            }
        }
        return changes;
    }

    /** The alarms that fire, as rule and series. */
    public List<String> firing() {
        return active.entrySet().stream()
                .filter(one -> one.getValue().state() == AlarmState.FIRING)
                .map(one -> (one.getKey().rule() + " " + one.getKey().series()).strip())
                .toList();
    }

    private Optional<Alarm> change(String rule, Judgement judgement, long time) {
        Key key = new Key(rule, judgement.series());
        Active before = active.get(key);
        if (before == null) {
            return judgement.level() == Judgement.Level.BEYOND
                    ? Optional.of(enter(key, new Active(AlarmState.PENDING, time, 0), judgement, time))
                    : Optional.empty();
        }
        return switch (judgement.level()) {
            case BEYOND -> beyond(key, before, judgement, time);
            case NEAR -> {
                active.put(key, new Active(before.state(), before.since(), 0));
                yield Optional.empty();
            }
            case CLEAR -> clear(key, before, judgement, time);
        };
    }

    private Optional<Alarm> beyond(Key key, Active before, Judgement judgement, long time) {
        if (before.state() == AlarmState.PENDING) {
            return Optional.of(
                    enter(key, new Active(AlarmState.FIRING, Math.min(before.since(), time), 0), judgement, time));
        }
        active.put(key, new Active(before.state(), before.since(), 0));
        return Optional.empty();
    }

    private Optional<Alarm> clear(Key key, Active before, Judgement judgement, long time) {
        if (before.state() == AlarmState.FIRING && before.clear() + 1 < IN_A_ROW) {
            active.put(key, new Active(before.state(), before.since(), before.clear() + 1));
            return Optional.empty();
        }
        active.remove(key);
        AlarmState end = before.state() == AlarmState.FIRING ? AlarmState.RESOLVED : AlarmState.CLEARED;
        return Optional.of(alarm(key, end, Math.min(before.since(), time), judgement, within(judgement), time));
    }

    /** The message of a rule says what is wrong, so it does not fit the end of an alarm. */
    private static String within(Judgement judgement) {
        return "within the bound again: %.3g, bound %.3g".formatted(judgement.value(), judgement.bound());
    }

    private Alarm enter(Key key, Active now, Judgement judgement, long time) {
        active.put(key, now);
        return alarm(key, now.state(), now.since(), judgement, judgement.message(), time);
    }

    private static Alarm alarm(Key key, AlarmState state, long since, Judgement judgement, String message, long time) {
        return new Alarm(key.rule(), key.series(), state, since, time, judgement.value(), judgement.bound(), message);
    }
}
