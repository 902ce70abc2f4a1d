package io.millrace.model;

import java.util.List;

/** Whether all verdicts of a group are equal. */
public enum Collapse {
    /** There are correct and incorrect responses, or no verdicts at all. */
    NONE,
    /** All responses are incorrect. */
    ALL_INCORRECT,
    /** All responses are correct. */
    ALL_CORRECT;

    /** The collapse of a group, based on its graded responses only. */
    public static Collapse of(GradedGroup group) {
        List<GradedResponse> graded = group.graded();
        long correct = graded.stream().filter(GradedResponse::correct).count();
        if (graded.isEmpty() || correct > 0 && correct < graded.size()) {
            return NONE;
        }
        return correct == 0 ? ALL_INCORRECT : ALL_CORRECT;
    }
}
