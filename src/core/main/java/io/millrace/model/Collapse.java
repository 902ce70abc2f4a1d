package io.millrace.model;

import java.util.List;

/** Whether the verdicts of a group tell its responses apart. */
public enum Collapse {
    /** There are right and wrong ones, or none at all. */
    NONE,
    /** All are wrong. */
    ALL_WRONG,
    /** All are right. */
    ALL_CORRECT;

    /** Of the graded responses of a group: ungraded ones say nothing. */
    public static Collapse of(GradedGroup group) {
        List<GradedResponse> graded = group.graded();
        long correct = graded.stream().filter(GradedResponse::correct).count();
        if (graded.isEmpty() || correct > 0 && correct < graded.size()) {
            return NONE;
        }
        return correct == 0 ? ALL_WRONG : ALL_CORRECT;
    }
}
