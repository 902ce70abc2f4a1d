package io.millrace.policy;

/**
 * What an engine can do.
 *
 * @param name for instance {@code djl}
 * @param vocabulary number of token ids V
 * @param contextTokens prompt and response together at most, in tokens
 * @param reproducible whether a rerun of a request on the same weights gives bitwise the same response
 */
public record EngineInfo(String name, int vocabulary, int contextTokens, boolean reproducible) {}
