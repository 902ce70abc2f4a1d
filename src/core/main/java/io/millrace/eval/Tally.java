package io.millrace.eval;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Mean;
import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up graded responses prompt by prompt. */
final class Tally {
    private final int samples;
    private final double[] passSums;
    private final int[] passPrompts;
    private int prompts;
    private int failed;
    private int gradedPrompts;
    private int responses;
    private int ungraded;
    private double reward;
    private double accuracy;
    private double tokens;
    private double truncated;
    private final Map<String, Mean> metrics = new LinkedHashMap<>();
    private String firstFailure = "";

    /**
     * @param samples responses per prompt, at least 1
     */
    Tally(int samples) {
        this.samples = samples;
        this.passSums = new double[steps(samples).size()];
        this.passPrompts = new int[passSums.length];
    }

    void failed(String reason) {
        prompts++;
        failed++;
        note(reason);
    }

    void add(List<GradedResponse> group) {
        prompts++;
        List<GradedResponse> graded =
                group.stream().filter(GradedResponse::graded).toList();
        ungraded += group.size() - graded.size();
        group.stream()
                .filter(r -> !r.graded())
                .findFirst()
                .ifPresent(r -> note(r.verdict().reason()));
        if (graded.isEmpty()) {
            return;
        }
        int n = graded.size();
        int correct = (int) graded.stream().filter(GradedResponse::correct).count();
        gradedPrompts++;
        responses += n;
        reward += graded.stream().mapToDouble(GradedResponse::reward).sum() / n;
        accuracy += (double) correct / n;
        tokens += graded.stream().mapToDouble(r -> r.response().length()).sum() / n;
        truncated += (double) graded.stream()
                        .filter(r -> r.response().finish() == FinishReason.LENGTH)
                        .count()
                / n;
        addMetrics(graded);
        List<Integer> steps = steps(samples);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) <= n) {
                passSums[i] += PassAtK.of(n, correct, steps.get(i));
                passPrompts[i]++;
            }
        }
    }

    /** Prompts count the same. */
    private void addMetrics(List<GradedResponse> graded) {
        Map<String, Mean> own = new LinkedHashMap<>();
        graded.forEach(response -> response.response()
                .interaction()
                .metrics()
                .forEach((name, value) -> own.merge(name, new Mean(value, 1), Mean::plus)));
        own.forEach((name, mean) -> metrics.merge(name, new Mean(mean.value(), 1), Mean::plus));
    }

    Evaluation result() {
        List<Evaluation.PassAt> passAt = new ArrayList<>();
        List<Integer> steps = steps(samples);
        for (int i = 0; i < steps.size(); i++) {
            passAt.add(new Evaluation.PassAt(steps.get(i), passSums[i] / passPrompts[i]));
        }
        return new Evaluation(
                prompts,
                failed,
                responses,
                ungraded,
                reward / gradedPrompts,
                accuracy / gradedPrompts,
                passAt,
                tokens / gradedPrompts,
                truncated / gradedPrompts,
                metrics.entrySet().stream().collect(OrderedMap.collector(Map.Entry::getKey, metric -> metric.getValue()
                        .value())),
                firstFailure);
    }

    /** The k of pass@k: 1, 2, 4 and so on below the samples, then the samples. */
    private static List<Integer> steps(int samples) {
        List<Integer> steps = new ArrayList<>();
        for (int k = 1; k < samples; k *= 2) {
            steps.add(k);
        }
        steps.add(samples);
        return steps;
    }

    private void note(String reason) {
        if (firstFailure.isEmpty()) {
            firstFailure = reason;
        }
    }
}
