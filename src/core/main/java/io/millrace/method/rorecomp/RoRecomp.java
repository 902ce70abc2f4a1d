package io.millrace.method.rorecomp;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.batch.RoundAssembler;
import io.millrace.check.OptionRules;
import io.millrace.learner.Steps;
import io.millrace.method.Composer;
import io.millrace.method.Method;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodSettings;
import io.millrace.method.ReportSection;
import io.millrace.method.RunHistory;
import io.millrace.metric.StepFigure;
import io.millrace.ordered.OrderedMap;
import io.millrace.plugin.Default;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Problems;
import io.millrace.plugin.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * RoRecomp (arXiv:2509.25958): batches of short correct and long incorrect responses.
 *
 * @param enabled whether it is used
 * @param alpha share of the correct and of the incorrect responses of a group that go into the priority batch, in (0, 1]
 * @param cost how the cost of a response is counted
 * @param toolCallMark text that marks a tool call in a recorded response; must not be a special token, which has no text
 * @param capacity leftover responses that form a compensation batch, over all shards, at least 1
 * @param pStart probability that a compensation batch is trained on at step 0, in [0, 1]
 * @param pEnd the same from {@code plannedSteps} on, in [0, pStart]
 * @param plannedSteps optimizer steps over which the probability falls; 0 takes run.steps
 * @param advantages the responses that a response is compared with
 */
@TypeName("rorecomp")
public record RoRecomp(
        @Default("false") boolean enabled,
        @Default("0.5") double alpha,
        @Default("tokens") Cost cost,
        @Default("<tool_call>") String toolCallMark,
        @Default("256") int capacity,
        @Default("1.0") double pStart,
        @Default("0.1") double pEnd,
        @Default("0") long plannedSteps,
        @Default("group") Advantages advantages)
        implements Method {
    /** How the cost of a response is counted. */
    public enum Cost {
        /** By its tokens. */
        TOKENS,
        /** By its tool calls; among equal numbers of calls, by its tokens. */
        TOOL_CALLS
    }

    /** The responses that a response is compared with. */
    public enum Advantages {
        /** Its whole group, before the group is split. */
        GROUP,
        /** The responses of its group in the same part, priority or leftovers; its whole group if it is alone there. */
        BATCH
    }

    public RoRecomp {
        requireNonNull(cost, "cost");
        requireNonNull(toolCallMark, "toolCallMark");
        requireNonNull(advantages, "advantages");
        OptionRules rules = new OptionRules("rorecomp");
        rules.that(alpha > 0 && alpha <= 1, "alpha", "must be in (0, 1], was %s", alpha);
        rules.that(
                cost == Cost.TOKENS || !toolCallMark.isEmpty(),
                "toolCallMark",
                "must not be empty with cost tool-calls");
        rules.that(capacity >= 1, "capacity", "must be >= 1, was %d", capacity);
        rules.that(pStart >= 0 && pStart <= 1, "pStart", "must be in [0, 1], was %s", pStart);
        rules.that(pEnd >= 0 && pEnd <= pStart, "pEnd", "must be in [0, pStart (%s)], was %s", pStart, pEnd);
        rules.that(plannedSteps >= 0, "plannedSteps", "must be >= 0, was %d", plannedSteps);
        rules.done();
    }

    @Override
    public void check(MethodSettings settings, Problems problems) {
        if (!enabled) {
            return;
        }
        if (plannedSteps == 0 && settings.steps() == 0) {
            problems.report("method.rorecomp.plannedSteps", "must be given for an endless run (run.steps 0), was 0");
        }
        if (capacity < settings.batch().shards()) {
            problems.report(
                    "method.rorecomp.capacity",
                    "must be >= batch.shards (%d), which share it, was %d",
                    settings.batch().shards(),
                    capacity);
        }
        if (advantages == Advantages.BATCH && settings.advantage().estimator().comparesAcrossGroups()) {
            problems.report(
                    "method.rorecomp.advantages",
                    "must be group with advantage.estimator %s, which does not use groups, was batch",
                    Extensions.type(settings.advantage().estimator()));
        }
    }

    /** Groups without a learning signal have been identified before they are divided. */
    @Override
    public Optional<Composer> composer(MethodContext context, AdvantageEstimator estimator) {
        MethodSettings settings = context.settings();
        return enabled
                ? Optional.of(new Recompose(
                        this,
                        new Costs(this, context.tokenizer()),
                        Compensation.of(this, settings.steps(), settings.seed()),
                        new RoundAssembler(estimator, settings.batch().maxStaleness()),
                        settings.batch().shards()))
                : Optional.empty();
    }

    @Override
    public Optional<ReportSection> report(RunHistory run) {
        Steps compensations = run.steps().compensations();
        long steps = compensations.all().size();
        long trained = (long) compensations.sum(StepFigure.ROWS);
        long dropped = (long) run.steps().sum(StepFigure.DROPPED);
        List<String> lines = trained + dropped == 0
                ? List.of()
                : List.of("leftovers: %,d trained on in %,d compensation steps, %,d dropped"
                        .formatted(trained, steps, dropped));
        return Optional.of(ReportSection.beside(
                OrderedMap.of("compensationSteps", steps, "compensated", trained, "dropped", dropped), lines));
    }
}
