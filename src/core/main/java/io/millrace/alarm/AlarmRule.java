package io.millrace.alarm;

import io.millrace.plugin.Extension;
import java.io.Serializable;
import java.util.List;

/**
 * A rule with its options, a section of {@code alarms} with the name of its type: a record that is registered in a file {@code
 * META-INF/services/io.millrace.alarm.AlarmRule}. Stateless: whether an alarm fires is up to {@link AlarmTracker}.
 */
public interface AlarmRule extends Extension, Serializable {
    /** Whether the rule is used. */
    boolean enabled();

    /** When it judges. */
    AlarmTrigger trigger();

    /** Judges every series that can be judged; without enough data, none. */
    List<Judgement> judge(AlarmView view);
}
