package io.millrace.method.autothink;

import io.millrace.method.MethodFigure;
import io.millrace.method.MethodFigure.Of;
import java.util.List;

/** Figures of the modes in the batch of a step. */
final class ThinkingFigures {
    static final MethodFigure SHARE = new MethodFigure(
            Of.STEPS,
            "think_share",
            "0..1",
            "share of the sampled responses that think before they answer",
            "0 or 1: one mode is forgotten; lower the balance of the stage");

    static final MethodFigure ACCURACY = new MethodFigure(
            Of.STEPS, "think_accuracy", "0..1", "share of correct responses among those that think", "falls");

    static final MethodFigure NO_THINK_ACCURACY = new MethodFigure(
            Of.STEPS,
            "no_think_accuracy",
            "0..1",
            "share of correct responses among those that do not think",
            "falls while think_share falls: the policy stops thinking where it needs to");

    static final MethodFigure BALANCE = new MethodFigure(
            Of.STEPS,
            "balance_factor",
            "0..1",
            "mean share of its reward that a response loses by batch balance",
            "stays high: the rarer mode does not come back");

    static final MethodFigure STAGE = new MethodFigure(
            Of.STEPS,
            "autothink_stage",
            "",
            "mean number, from 1, of the stages in which the responses were sampled",
            "never changes: the ends of the stages lie beyond run.steps");

    static final List<MethodFigure> ALL = List.of(SHARE, ACCURACY, NO_THINK_ACCURACY, BALANCE, STAGE);

    private ThinkingFigures() {}
}
