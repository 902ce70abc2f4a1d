package io.millrace.jobs.view;

import java.util.List;

/**
 * The distribution of a value over time or over optimizer steps.
 *
 * @param value the value
 * @param width width of all bins; bin i has the values from i times the width on
 * @param levels levels of the quantiles
 * @param values the values that the run's windows have
 * @param sources sources of prompts
 * @param tasks tasks of prompts
 * @param modes modes of responses
 * @param slices the slices in order, those without responses left out
 */
public record Slices(
        String value,
        double width,
        List<Double> levels,
        List<String> values,
        List<String> sources,
        List<String> tasks,
        List<String> modes,
        List<Slice> slices) {}
