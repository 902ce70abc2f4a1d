package io.millrace.alarm;

/** When a rule judges. */
public enum AlarmTrigger {
    /** Once for every {@link Sample} of graded responses. */
    SAMPLE,
    /** Once for every {@value AlarmView#STEPS} optimizer steps. */
    STEPS,
    /** At regular intervals. */
    TIME
}
