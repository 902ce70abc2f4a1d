package io.millrace.method;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageEstimator;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Problems;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.reward.BatchReward;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.text.ResponseModes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A method: the options of a paper and everything that it adds to the stream, stage by stage. The defaults add nothing, and neither
 * does a method that is switched off. Its options are the components of the record that implements it; see {@link Extension},
 * registered in {@code META-INF/services/io.millrace.method.Method}.
 *
 * <p>Methods act in the order of their registration: later ones see the rewards of earlier ones.
 *
 * <p>All functions are pure: they are called in several places and processes, and build new parts each time.
 */
public interface Method extends Extension {
    /** Name in the configuration, below {@code method}. */
    default String name() {
        return Extensions.type(this);
    }

    // Before the start.

    /** Reports options that do not fit the rest of the configuration, under their full keys. */
    default void check(MethodSettings settings, Problems problems) {}

    /** Models that this method needs besides the policy. */
    default List<RequiredModel> models() {
        return List.of();
    }

    /**
     * Checks that need the models' tokenizers.
     *
     * @throws IllegalArgumentException with the option below the method's section, and the rule: {@code revise: ending must ...}
     */
    default void checkTokenizers(MethodContext context) {}

    /** A value to measure before the job starts. */
    default Optional<Measurement> measurement(MethodContext context) {
        return Optional.empty();
    }

    /** Prompts for supervised training of a base policy, whether or not the method is switched on. */
    default Optional<PracticePrompts> practicePrompts(PretrainContext context) {
        return Optional.empty();
    }

    /** Training examples for the model that the method requires, whether or not it is switched on. */
    default Optional<ModelExamples> modelExamples(PretrainContext context) {
        return Optional.empty();
    }

    /** Texts that the vocabulary of that model must contain, in addition to those of the task. */
    default List<String> modelSymbols() {
        return List.of();
    }

    // Sampling.

    /** Text that every prompt ends with, instead of {@code thinking.opening}. */
    default Optional<String> promptEnding() {
        return Optional.empty();
    }

    /** Limits of the response length. */
    default SamplingPlan sampling(SamplingPlan plan) {
        return plan;
    }

    /** Share of the prompt visits in flight that reflections may take, in (0, 0.5]; empty if none are sent. */
    default OptionalDouble reflectionShare() {
        return OptionalDouble.empty();
    }

    // Revising.

    /**
     * Creates the reviser of sampled groups; the caller closes it.
     *
     * @param engine the policy's engine, which the reviser does not close
     */
    default Optional<Reviser> reviser(MethodContext context, PolicyEngine engine) {
        return Optional.empty();
    }

    // Grading.

    /** The order in which the responses of a group are graded. */
    default Optional<GroupGrading> grading() {
        return Optional.empty();
    }

    /** Rewards of single responses, in order. */
    default List<ResponseReward> responseRewards(MethodContext context) {
        return List.of();
    }

    /** Rewards that compare the responses of a group, in order. */
    default List<GroupReward> groupRewards(MethodContext context) {
        return List.of();
    }

    /** Values of those {@link #ownFigures} that are computed from groups. */
    default List<GroupFigure> figures(MethodContext context) {
        return List.of();
    }

    /** Determines the modes of responses for the figures of the monitor. */
    default Optional<ResponseModes> modes(MethodContext context) {
        return Optional.empty();
    }

    // Remembering.

    /** Lets remembered responses join groups. */
    default Optional<Replayer> replayer(MethodContext context) {
        return Optional.empty();
    }

    /** Sends queries back as reflections. */
    default Optional<Reflector> reflector(MethodContext context) {
        return Optional.empty();
    }

    // Composing.

    /** Rewards that consider all groups of a batch, in order. */
    default List<BatchReward> batchRewards(MethodContext context) {
        return List.of();
    }

    /** Replaces the configured estimator. */
    default Optional<AdvantageEstimator> estimator(AdvantageConfig config) {
        return Optional.empty();
    }

    /** Wraps the estimator that is used for whole groups. */
    default AdvantageEstimator decorate(AdvantageEstimator estimator) {
        return estimator;
    }

    /**
     * Divides rounds into minibatches.
     *
     * @param estimator estimates advantages of parts of groups, not decorated
     */
    default Optional<Composer> composer(MethodContext context, AdvantageEstimator estimator) {
        return Optional.empty();
    }

    // Learning.

    /** Loggers of training events. */
    default List<StepLogger> stepLoggers() {
        return List.of();
    }

    // Reporting.

    /** Figures that the method declares, whether it is switched on or not. */
    default List<MethodFigure> ownFigures() {
        return List.of();
    }

    /** Its part of the report at the end of a run, whether it is switched on or not. */
    default Optional<ReportSection> report(RunHistory run) {
        return Optional.empty();
    }
}
