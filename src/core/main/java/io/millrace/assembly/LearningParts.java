package io.millrace.assembly;

import io.millrace.learner.GapLimit;
import io.millrace.learner.Learner;
import io.millrace.method.MethodFigure;
import io.millrace.method.StepLogger;
import java.util.List;

/** Parts of the learning stage, which keeps the pass rates of the training prompts. */
public interface LearningParts extends PromptParts, DeviceParts {
    /** A new learner at step 0 with the initial policy's weights; the caller closes it. */
    Learner learner();

    /** The gap of sampler and learner above which nothing is trained. */
    default GapLimit gapLimit() {
        return GapLimit.NONE;
    }

    /** Step figures declared by methods. */
    default List<MethodFigure> stepFigures() {
        return List.of();
    }

    /** Training events to log. */
    default List<StepLogger> stepLoggers() {
        return List.of();
    }
}
