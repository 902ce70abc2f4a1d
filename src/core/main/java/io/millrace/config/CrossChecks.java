package io.millrace.config;

import io.millrace.advantage.EstimatorType;
import io.millrace.config.ConfigException.Problem;
import io.millrace.loss.LossConfig;
import io.millrace.method.MethodSettings;
import io.millrace.plugin.Extensions;
import io.millrace.task.Tasks;
import io.millrace.verify.VerifierException;
import java.util.List;

/** Rules between sections. */
final class CrossChecks {
    private final MillraceConfig config;
    private final List<Problem> problems;

    private CrossChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    static void check(MillraceConfig config, List<Problem> problems) {
        CrossChecks checks = new CrossChecks(config, problems);
        if (!new ExtensionChecks(config, problems).check()) {
            return; // All checks below call extensions.
        }
        if (!new VerifierChecks(config, problems).check()) {
            return; // Further checks need the tasks.
        }
        try (Tasks tasks = config.tasks()) {
            new DataChecks(config, tasks, problems).check();
            new RewardChecks(config, problems).check();
        } catch (VerifierException e) {
            problems.add(new Problem("task.verifiers", String.valueOf(e.getMessage())));
            return;
        }
        MethodSettings settings = config.methodSettings();
        checks.trace(settings);
        checks.servers();
        checks.sampling();
        checks.loss();
        checks.pace();
        checks.end();
        checks.visits();
        checks.outside();
        new AgentChecks(config, problems).check();
        ProblemsUnder methods = new ProblemsUnder("", problems);
        config.methods()
                .forEach(method ->
                        methods.ask(ExtensionChecks.key(method), method, reported -> method.check(settings, reported)));
        new ThinkingChecks(config, problems).check();
    }

    /** Recorded responses cannot be continued, requested again under another prompt, or judged by the policy. */
    private void trace(MethodSettings settings) {
        boolean replays = config.policy().capabilities().replays();
        boolean given = !config.policy().trace().path().isBlank();
        if (replays && !given) {
            report(
                    "policy.trace.path",
                    "must be given with policy.engine "
                            + config.policy().engine().name());
        }
        if (!replays && given) {
            report("policy.trace.path", "must be omitted unless policy.engine is trace");
        }
        settings.requireSampling(
                "data.curriculum.enabled",
                config.data().curriculum().enabled(),
                "false",
                new ProblemsUnder("", problems));
    }

    private void servers() {
        EngineKind engine = config.policy().engine();
        boolean given = !config.policy().servers().urls().isEmpty();
        if (engine.usesServers() && !given) {
            report("policy.servers.urls", "must be given with policy.engine " + engine.name());
        }
        if (!engine.usesServers() && given) {
            report(
                    "policy.servers.urls",
                    "must be omitted unless policy.engine samples on servers, was given with " + engine.name());
        }
    }

    private void sampling() {
        SamplingConfig sampling = config.sampling();
        String filtered =
                "because log-probs of filtered samples are not the policy's own and cannot be trained on, was ";
        if (sampling.topP() < 1) {
            report("sampling.topP", "must be 1, " + filtered + sampling.topP());
        }
        if (sampling.topK() > 0) {
            report("sampling.topK", "must be 0, " + filtered + sampling.topK());
        }
        int context = config.policy().contextTokens();
        if (context > 0 && context <= sampling.maxTokens()) {
            report(
                    "policy.contextTokens",
                    "must be > sampling.maxTokens (%d) to leave room for a prompt, was %d"
                            .formatted(sampling.maxTokens(), context));
        }
        if (sampling.lengthenSteps() > 0 && sampling.firstTokens() > sampling.maxTokens()) {
            report(
                    "sampling.firstTokens",
                    "must be <= sampling.maxTokens (%d), was %d"
                            .formatted(sampling.maxTokens(), sampling.firstTokens()));
        }
        EstimatorType estimator = config.advantage().estimator();
        String name = Extensions.type(estimator);
        if (estimator.comparesAcrossGroups() && config.batch().shards() > 1) {
            report(
                    "batch.shards",
                    "must be 1 with advantage.estimator %s, which compares over the whole step, was %d"
                            .formatted(name, config.batch().shards()));
        }
        if (sampling.groupSize() < estimator.smallestGroup()) {
            report(
                    "sampling.groupSize",
                    "must be >= %d for advantage.estimator %s, was %d"
                            .formatted(estimator.smallestGroup(), name, sampling.groupSize()));
        }
    }

    /** With a truncated importance weight the ratio is 1, so options that shape or clip it have no effect. */
    private void loss() {
        LossConfig loss = config.loss();
        if (loss.importanceCap() == 0) {
            return;
        }
        LossConfig defaults = ConfigReader.defaults().loss();
        inert("objective", loss.objective(), defaults.objective());
        inert("clipLow", loss.clipLow(), defaults.clipLow());
        inert("clipHigh", loss.clipHigh(), defaults.clipHigh());
        inert("dualClip", loss.dualClip(), defaults.dualClip());
    }

    private void inert(String option, Object value, Object otherwise) {
        if (!value.equals(otherwise)) {
            report(
                    "loss." + option,
                    "must keep its default %s with loss.importanceCap %s, which replaces it, was %s; set loss.importanceCap to 0 to use it"
                            .formatted(text(otherwise), config.loss().importanceCap(), text(value)));
        }
    }

    private static String text(Object value) {
        return ChoiceTypes.is(value) ? ChoiceTypes.name(value) : value.toString();
    }

    /** Samplers would wait for a version that is only published after more samples: the stream would stall. */
    private void pace() {
        long staleness = config.stream().maxStaleness();
        if (config.learner().publishEvery() > staleness + 1) {
            report(
                    "learner.publishEvery",
                    "must be <= stream.maxStaleness + 1 (%d), otherwise samplers wait forever, was %d"
                            .formatted(staleness + 1, config.learner().publishEvery()));
        }
    }

    /** All visits of a prompt start together: if some belonged to the next step, this one would wait for them forever. */
    private void visits() {
        int visits = config.data().stream().visits();
        int groups = config.batch().groups();
        if (groups % visits != 0) {
            report("data.stream.visits", "must divide batch.groups (%d), was %d".formatted(groups, visits));
        }
    }

    /** The run would wait forever for a final step that is never published. */
    private void end() {
        long steps = config.run().steps();
        int every = config.learner().publishEvery();
        if (every <= config.stream().maxStaleness() + 1L && steps % every != 0) {
            report("run.steps", "must be a multiple of learner.publishEvery (%d), was %d".formatted(every, steps));
        }
    }

    /** Rejects options that only the embedded learner supports. */
    private void outside() {
        if (!config.learner().isOutside()) {
            return;
        }
        if (config.run().tokens() > 0) {
            report(
                    "run.tokens",
                    "must be 0 with learner.kind outside, whose versions do not say how many tokens were sampled, was %d; use run.steps"
                            .formatted(config.run().tokens()));
        }
        if (config.data().curriculum().enabled()) {
            report(
                    "data.curriculum",
                    "must be off with learner.kind outside, whose versions have no pass rates; remove it, or use the embedded learner");
        }
    }

    private void report(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
