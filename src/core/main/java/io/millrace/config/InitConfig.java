package io.millrace.config;

/**
 * Random initialisation. Always used for a folder with config.json but without weights.
 *
 * @param random whether to initialise randomly even if the folder has weights
 * @param seed seed of the weights
 */
public record InitConfig(boolean random, long seed) {}
