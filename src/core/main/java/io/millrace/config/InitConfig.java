package io.millrace.config;

/**
 * Random weights. A folder with config.json but without weights gets them in any case.
 *
 * @param random whether to draw them even if the folder has weights
 * @param seed decides the weights
 */
public record InitConfig(boolean random, long seed) {}
