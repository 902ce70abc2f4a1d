package io.millrace.config;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.advantage.Grpo;
import io.millrace.config.ConfigException.Problem;
import io.millrace.method.r3.ReflectionConfig;
import io.millrace.method.r3.ReplayConfig;
import io.millrace.method.rearl.ReaRlConfig;
import io.millrace.method.rearl.ReviseConfig;
import io.millrace.method.rorecomp.RoRecompConfig;
import io.millrace.plugin.Extensions;
import java.util.List;

/** Rules between the methods and the other sections. A method that is off breaks none. */
final class MethodChecks {
    private final MillraceConfig config;
    private final List<Problem> problems;

    MethodChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        ReplayConfig replay = config.method().r3().replay();
        if (replay.enabled()) {
            replay();
        }
        if (config.method().r3().reflection().enabled()) {
            reflection(config.method().r3().reflection());
        }
        credit("r3.replay", replay.enabled(), "since memory keeps no reward of single tokens");
        String added = "since no token earns what it adds";
        credit("r3.ranking", config.method().r3().ranking().enabled(), added);
        credit("r3.lengthBonus", config.method().r3().lengthBonus().enabled(), added);
        if (config.method().rorecomp().enabled()) {
            recomposition(config.method().rorecomp());
        }
        ReaRlConfig rearl = config.method().rearl();
        if (rearl.enabled()) {
            rearl(rearl);
        }
    }

    private void rearl(ReaRlConfig rearl) {
        boolean rewards = rearl.rewardsLength() || rearl.rewardsReflection();
        if (!rearl.revises() && !rewards) {
            no(
                    "method.rearl",
                    "must have revise.enabled, lengthReward or reflectionReward.weight to have an effect, had none");
        }
        credit("rearl", rewards, "since no token earns what it adds");
        String close = config.thinking().close();
        if (rearl.revises() && !rearl.revise().ending().contains(close)) {
            no(
                    "method.rearl.revise.ending",
                    "must contain thinking.close (%s), was '%s'"
                            .formatted(close, rearl.revise().ending()));
        }
        if (rearl.revises()
                && rearl.revise().model().isEmpty()
                && !rearl.revise().showsThinking()) {
            no(
                    "method.rearl.revise.template",
                    "must contain %s without a revise.model of its own: the policy itself would go on thinking"
                            .formatted(ReviseConfig.THINKING));
        }
    }

    private void recomposition(RoRecompConfig rorecomp) {
        if (rorecomp.plannedSteps() == 0 && config.run().steps() == 0) {
            no("method.rorecomp.plannedSteps", "must be given for a run without end (run.steps 0), was 0");
        }
        if (rorecomp.capacity() < config.batch().shards()) {
            no(
                    "method.rorecomp.capacity",
                    "must be >= batch.shards (%d), which share it, was %d"
                            .formatted(config.batch().shards(), rorecomp.capacity()));
        }
        if (rorecomp.advantages() == RoRecompConfig.Advantages.BATCH
                && config.advantage().estimator().comparesAcrossGroups()) {
            no(
                    "method.rorecomp.advantages",
                    "must be group with advantage.estimator %s, which knows no groups, was batch"
                            .formatted(Extensions.type(config.advantage().estimator())));
        }
    }

    private void replay() {
        AdvantageConfig advantage = config.advantage();
        if (!(advantage.estimator() instanceof Grpo)) {
            no(
                    "advantage.estimator",
                    "must be grpo with method.r3.replay.enabled, was %s"
                            .formatted(Extensions.type(advantage.estimator())));
        }
        ReplayConfig replay = config.method().r3().replay();
        if (!replay.whenAllWrong() && !replay.whenAllCorrect()) {
            no("method.r3.replay", "must have whenAllWrong or whenAllCorrect to have an effect, had neither");
        }
        String empty = "must be >= 1 with method.r3.replay.%s, which draws on them, was 0";
        if (replay.whenAllWrong() && config.memory().correct() == 0) {
            no("memory.correct", empty.formatted("whenAllWrong"));
        }
        if (replay.whenAllCorrect() && config.memory().wrong() == 0) {
            no("memory.wrong", empty.formatted("whenAllCorrect"));
        }
        double otherwise = ConfigReader.defaults().advantage().epsilon();
        if (advantage.epsilon() != otherwise) {
            no(
                    "advantage.epsilon",
                    "must be left at %s with method.r3.replay.enabled, where method.r3.replay.lambda takes its place, was %s"
                            .formatted(otherwise, advantage.epsilon()));
        }
    }

    /** As {@link io.millrace.policy.StalenessPacing#sharedWithReflections} needs it. */
    private void placeForReflections() {
        long staleness = config.stream().maxStaleness();
        int groups = config.batch().groups();
        int publishEvery = config.learner().publishEvery();
        long needed = 2L * config.batch().shards() - 1;
        if (staleness * groups < needed) {
            no(
                    "batch.shards",
                    "must leave reflections a place: stream.maxStaleness x batch.groups (%d) must be >= 2 x batch.shards - 1 (%d)"
                            .formatted(staleness * groups, needed));
        } else if (publishEvery <= staleness + 1 && (staleness + 1 - publishEvery) * groups < needed) {
            no(
                    "learner.publishEvery",
                    "must leave reflections a place: (stream.maxStaleness + 1 - learner.publishEvery) x batch.groups (%d) must be >= 2 x batch.shards - 1 (%d)"
                            .formatted((staleness + 1 - publishEvery) * groups, needed));
        } else if (config.method().r3().reflection().share() * (staleness + 1) * groups < 1) {
            no(
                    "method.r3.reflection.share",
                    "must be at least one visit of the %d in flight, was %s"
                            .formatted(
                                    (staleness + 1) * groups,
                                    config.method().r3().reflection().share()));
        }
    }

    /** Reflections come back after the step whose visits made them, which strictly on-policy training does not allow. */
    private void reflection(ReflectionConfig reflection) {
        if (config.stream().maxStaleness() < 1) {
            no(
                    "stream.maxStaleness",
                    "must be >= 1 with method.r3.reflection.enabled, since reflections come back after the step that made"
                            + " them, was " + config.stream().maxStaleness());
        }
        if (config.stream().maxStaleness() >= 1) {
            placeForReflections();
        }
        if (config.memory().wrong() == 0) {
            no("memory.wrong", "must be >= 1 with method.r3.reflection.enabled, which shows one of them, was 0");
        }
        int context = config.policy().contextTokens();
        int most = config.sampling().maxTokens();
        int shown = Math.min(reflection.responseTokens(), most);
        if (context > most && context <= most + shown) {
            no(
                    "policy.contextTokens",
                    "must be > sampling.maxTokens (%d) + tokens of a failed response (%d) to leave room for a reflection, was %d"
                            .formatted(most, shown, context));
        }
    }

    private void credit(String part, boolean enabled, String reason) {
        Credit credit = config.advantage().credit();
        if (enabled && credit != Credit.RESPONSE) {
            no(
                    "advantage.credit",
                    "must be response with method.%s.enabled, %s, was %s"
                            .formatted(part, reason, RecordWriter.name(credit)));
        }
    }

    private void no(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
