package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.compare.RunFigures.Measured;
import io.millrace.jobs.heldout.HeldOut;
import io.millrace.model.PolicyVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/** A yardstick for each basis of measurement, made when it is first needed. */
final class Yardsticks implements AutoCloseable {
    private final ComparisonPlan plan;
    private final Map<Basis, Yardstick> open = new LinkedHashMap<>();

    Yardsticks(ComparisonPlan plan) {
        this.plan = requireNonNull(plan, "plan");
    }

    /**
     * The starting policy.
     *
     * @param trained on the prompts that are trained on, if the plan wants that, instead of the held-out ones
     */
    Measured start(MillraceConfig config, boolean trained) {
        return trained && !plan.trained()
                ? Measured.NONE
                : yardstick(config, trained).start();
    }

    /** A version of the policy. */
    Measured measure(MillraceConfig config, boolean trained, PolicyVersion version) {
        return trained && !plan.trained()
                ? Measured.NONE
                : yardstick(config, trained).measure(version);
    }

    private Yardstick yardstick(MillraceConfig config, boolean trained) {
        return open.computeIfAbsent(Basis.of(config, trained), basis -> {
            var policy = config.policy().path();
            HeldOut prompts = trained ? HeldOut.ofTraining(config, policy) : HeldOut.open(config, policy);
            return new Yardstick(prompts, plan.samples(), plan.hard());
        });
    }

    @Override
    public void close() {
        open.values().forEach(Yardstick::close);
    }
}
