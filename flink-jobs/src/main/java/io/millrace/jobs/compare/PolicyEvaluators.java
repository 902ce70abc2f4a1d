package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.compare.RunFigures.Measured;
import io.millrace.jobs.heldout.HeldOut;
import io.millrace.model.PolicyVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/** One evaluator for each combination of evaluation settings, created on first use. */
final class PolicyEvaluators implements AutoCloseable {
    private final ComparisonPlan plan;
    private final Map<EvaluationSettings, PolicyEvaluator> open = new LinkedHashMap<>();

    PolicyEvaluators(ComparisonPlan plan) {
        this.plan = requireNonNull(plan, "plan");
    }

    /**
     * The figures of the starting policy.
     *
     * @param trained whether to use the training prompts instead of the held-out ones, if the plan requests it
     */
    Measured start(MillraceConfig config, boolean trained) {
        return trained && !plan.trained()
                ? Measured.NONE
                : evaluator(config, trained).start();
    }

    /** The figures of a version of the policy. */
    Measured measure(MillraceConfig config, boolean trained, PolicyVersion version) {
        return trained && !plan.trained()
                ? Measured.NONE
                : evaluator(config, trained).measure(version);
    }

    private PolicyEvaluator evaluator(MillraceConfig config, boolean trained) {
        return open.computeIfAbsent(EvaluationSettings.of(config, trained), settings -> {
            var policy = config.policy().path();
            HeldOut prompts = trained ? HeldOut.ofTraining(config, policy) : HeldOut.open(config, policy);
            return new PolicyEvaluator(prompts, plan.samples(), plan.hard());
        });
    }

    @Override
    public void close() {
        open.values().forEach(PolicyEvaluator::close);
    }
}
