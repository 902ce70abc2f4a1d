package io.millrace.jobs.compare;

import io.millrace.eval.Evaluation;
import io.millrace.jobs.compare.RunFigures.Measured;
import io.millrace.jobs.run.HeldOut;
import io.millrace.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.List;

/** Measures policies on the same prompts, of which those count as hard that the starting policy found hard. */
final class Yardstick implements AutoCloseable {
    private final HeldOut prompts;
    private final ComparisonPlan plan;
    private final List<Evaluation> before;

    /** @param prompts closed with this, with the starting policy in its engine */
    Yardstick(HeldOut prompts, ComparisonPlan plan) {
        this.prompts = prompts;
        this.plan = plan;
        before = prompts.measureEach(plan.samples());
    }

    /** The starting policy. */
    Measured start() {
        return measured(before);
    }

    Measured measure(PolicyVersion version) {
        return measured(prompts.measureEach(version, plan.samples()));
    }

    private Measured measured(List<Evaluation> now) {
        List<Evaluation> hard = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (before.get(i).accuracy() < plan.hard()) {
                hard.add(now.get(i));
            }
        }
        return new Measured(
                accuracy(now),
                accuracy(hard),
                now.stream().mapToDouble(Evaluation::tokens).average().orElse(Double.NaN));
    }

    private static double accuracy(List<Evaluation> prompts) {
        return prompts.stream().mapToDouble(Evaluation::accuracy).average().orElse(Double.NaN);
    }

    @Override
    public void close() {
        prompts.close();
    }
}
