package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.method.Method;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodFigure;
import io.millrace.method.MethodSettings;
import io.millrace.method.ReportSection;
import io.millrace.method.RunHistory;
import io.millrace.method.StepLogger;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.plugin.TypeName;
import io.millrace.policy.SamplingPlan;
import io.millrace.reward.BatchReward;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.text.ResponseModes;
import java.util.List;
import java.util.Optional;

/**
 * AutoThink (arXiv:2505.10832): thinking only when needed, taught in stages.
 *
 * @param enabled whether it is used
 * @param opening text that ends every prompt, after the chat template: the think tag and an ellipsis
 * @param anyBlank whether a response that closes its thinking in a slightly different form also counts as not thinking: white space
 *     before the closing tag is accepted, and the blank line after it is optional
 * @param stages settings over the course of a run, one stage after the other; the default ends of the first two stages are not from
 *     the paper and should be set to fit the run's length
 */
@TypeName("autothink")
public record AutoThink(
        @Default("false") boolean enabled,
        @Default("<think>\n...\n") String opening,
        @Default("false") boolean anyBlank,

        @Default(
                "[{until: 220, balance: 0.5, slope: 2.0, alpha: 0.0, beta: 0.0, maxTokens: 8192}, {until: 660, balance: 1.0, slope: 2.0, alpha: 0.0, beta: 0.0, maxTokens: 16384}, {until: 0, balance: 1.0, slope: 2.0, alpha: 0.05, beta: 0.05, maxTokens: 24576}]")
        List<Stage> stages)
        implements Method {
    private static final String KEY = "method.autothink";

    public AutoThink {
        requireNonNull(opening, "opening");
        stages = List.copyOf(stages);
        OptionRules rules = new OptionRules("autothink");
        rules.that(!stages.isEmpty(), "stages", "must have at least 1 stage, had none");
        for (int i = 0; i < stages.size(); i++) {
            int until = stages.get(i).until();
            int from = i == 0 ? 0 : stages.get(i - 1).until();
            boolean last = i == stages.size() - 1;
            String option = "stages[%d].until".formatted(i);
            rules.that(last || until > from, option, "must be > %d, where the stage begins, was %d", from, until);
            rules.that(!last || until == 0, option, "must be 0, since the last stage has no end, was %d", until);
        }
        rules.done();
    }

    /**
     * The number of a response's stage.
     *
     * @param step optimizer step of the policy that sampled it, from 0
     * @return from 1
     */
    public int number(long step) {
        int number = 1;
        while (number < stages.size() && step >= stages.get(number - 1).until()) {
            number++;
        }
        return number;
    }

    /** The settings of a response's stage, as numbered by {@link #number}. */
    public Stage stage(long step) {
        return stages.get(number(step) - 1);
    }

    /** Length limits of the stages that have one. */
    public List<SamplingPlan.Limit> limits() {
        return stages.stream()
                .map(stage -> new SamplingPlan.Limit(
                        stage.until() == 0 ? Long.MAX_VALUE : stage.until(),
                        stage.maxTokens() == 0 ? Integer.MAX_VALUE : stage.maxTokens()))
                .toList();
    }

    @Override
    public void check(MethodSettings settings, Problems problems) {
        if (!enabled) {
            return;
        }
        if (!settings.opening().isEmpty()) {
            problems.report(
                    "thinking.opening",
                    "must be empty with method.autothink.enabled, which uses method.autothink.opening instead, was '%s'",
                    settings.opening());
        }
        settings.advantage()
                .requireResponseCredit(
                        KEY + ".enabled", "because its reward cannot be attributed to individual tokens", problems);
        settings.tokenCreditTasks()
                .forEach(task -> problems.report(
                        KEY + ".enabled",
                        "must be false with task %s as configured, which rewards individual tokens instead of a response by 1 or 0, was true",
                        task));
    }

    @Override
    public Optional<String> promptEnding() {
        return enabled ? Optional.of(opening) : Optional.empty();
    }

    @Override
    public SamplingPlan sampling(SamplingPlan plan) {
        return enabled ? plan.within(limits()) : plan;
    }

    /** The base reward defines the value of the whole response, so it precedes every reward that is added. */
    @Override
    public List<ResponseReward> responseRewards(MethodContext context) {
        return enabled ? List.of(new BaseReward(read(context))) : List.of();
    }

    @Override
    public List<GroupReward> groupRewards(MethodContext context) {
        return enabled ? List.of(new LengthShaping(this)) : List.of();
    }

    @Override
    public List<BatchReward> batchRewards(MethodContext context) {
        return enabled ? List.of(new BatchBalance(this, read(context))) : List.of();
    }

    @Override
    public Optional<ResponseModes> modes(MethodContext context) {
        return enabled ? Optional.of(read(context)::name) : Optional.empty();
    }

    @Override
    public List<StepLogger> stepLoggers() {
        return enabled ? List.of(new StageLogger()) : List.of();
    }

    @Override
    public List<MethodFigure> ownFigures() {
        return ThinkingFigures.ALL;
    }

    @Override
    public Optional<ReportSection> report(RunHistory run) {
        return Optional.of(ThinkingReport.of(run.steps()));
    }

    private Modes read(MethodContext context) {
        return new Modes(context.tokenizer(), context.settings().thinking(), this);
    }
}
