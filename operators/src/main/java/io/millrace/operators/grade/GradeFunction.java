package io.millrace.operators.grade;

import io.millrace.metric.Metric;
import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.SampledGroup;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Parts;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/** Grades sampled groups; ends pass through. Stateless; the arithmetic is all in {@link Grade}. */
public final class GradeFunction extends RichMapFunction<Passage, Passage> {
    private static final long serialVersionUID = 1;

    private final Parts parts;
    private transient Grade grade;
    private transient Counter graded;
    private transient Counter ungraded;
    private transient volatile double spread;

    public GradeFunction(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void open(OpenContext context) {
        grade = parts.grade();
        graded = getRuntimeContext().getMetricGroup().counter(Metric.RESPONSES_GRADED.key());
        spread = Double.NaN;
        getRuntimeContext().getMetricGroup().gauge(Metric.SERR_SPREAD.key(), () -> spread);
        ungraded = getRuntimeContext().getMetricGroup().counter(Metric.RESPONSES_UNGRADED.key());
    }

    @Override
    public Passage map(Passage passage) {
        if (!(passage instanceof SampledGroup sampled)) {
            return passage;
        }
        GradedGroup group = grade.apply(sampled);
        grade.rankingSpread(group).ifPresent(now -> spread = now);
        int verdicts = group.graded().size();
        graded.inc(verdicts);
        ungraded.inc(group.responses().size() - verdicts);
        return group;
    }
}
