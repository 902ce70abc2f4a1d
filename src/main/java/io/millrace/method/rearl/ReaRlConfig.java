package io.millrace.method.rearl;

/**
 * REA-RL.
 *
 * @param enabled whether it is used
 */
public record ReaRlConfig(boolean enabled) {}
