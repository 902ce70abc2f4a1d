package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.channel.ChannelsConfig;
import io.millrace.learner.OptimizerConfig;
import io.millrace.loss.LossConfig;
import io.millrace.method.Method;
import io.millrace.method.MethodSettings;
import io.millrace.plugin.Sections;
import io.millrace.reward.RewardConfig;
import io.millrace.reward.RewardSettings;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.text.ThinkingConfig;
import io.millrace.track.TrackerType;
import java.util.List;

/**
 * All options of a run. Sections are checked by themselves when they are made, against each other by {@link
 * ConfigReader}.
 *
 * @param run the run itself
 * @param data the prompts
 * @param task the tasks: what makes a response right
 * @param thinking how the policy marks its thinking
 * @param policy the policy and the engine that samples it
 * @param sampling how responses are sampled for training
 * @param stream pace, order and checkpoints of the stream
 * @param memory what is remembered of each query
 * @param batch what one optimizer step learns from
 * @param method the methods, all off unless enabled
 * @param rewards rewards on top of the task's own, in order; each has a type, which decides what other options it has
 * @param advantage how advantages are estimated
 * @param loss the loss that the learner minimises
 * @param optimizer AdamW and its learning rate
 * @param learner the learner
 * @param evaluation measuring on held-out prompts
 * @param channels the records that leave the job: ledger, step figures, dead letters
 * @param trackers where the figures of steps go besides the run's own channel; each has a type, which decides what options it has
 * @param pretrain making a small policy from nothing
 */
public record MillraceConfig(
        RunConfig run,
        DataConfig data,
        TaskConfig task,
        ThinkingConfig thinking,
        PolicyConfig policy,
        SamplingConfig sampling,
        StreamConfig stream,
        MemoryConfig memory,
        BatchConfig batch,
        Sections<Method> method,
        List<RewardConfig> rewards,
        AdvantageConfig advantage,
        LossConfig loss,
        OptimizerConfig optimizer,
        LearnerConfig learner,
        EvaluationConfig evaluation,
        ChannelsConfig channels,
        List<TrackerType> trackers,
        PretrainConfig pretrain) {
    public MillraceConfig {
        requireNonNull(run, "run");
        requireNonNull(data, "data");
        requireNonNull(task, "task");
        requireNonNull(thinking, "thinking");
        requireNonNull(policy, "policy");
        requireNonNull(sampling, "sampling");
        requireNonNull(stream, "stream");
        requireNonNull(memory, "memory");
        requireNonNull(batch, "batch");
        requireNonNull(method, "method");
        rewards = List.copyOf(rewards);
        requireNonNull(advantage, "advantage");
        requireNonNull(loss, "loss");
        requireNonNull(optimizer, "optimizer");
        requireNonNull(learner, "learner");
        requireNonNull(evaluation, "evaluation");
        requireNonNull(channels, "channels");
        trackers = List.copyOf(trackers);
        requireNonNull(pretrain, "pretrain");
    }

    /** Text that every prompt ends with, after the chat template; empty for none. */
    public String opening() {
        return methods().stream()
                .flatMap(one -> one.promptEnding().stream())
                .findFirst()
                .orElse(thinking.opening());
    }

    /** The methods in the order of the stream: what an earlier one rewards, a later one finds. */
    public List<Method> methods() {
        return method.all();
    }

    /** The part that methods depend on. */
    public MethodSettings methodSettings() {
        return new MethodSettings(
                run.seed(),
                run.steps(),
                sampling.maxTokens(),
                policy.contextTokens(),
                thinking,
                thinking.opening(),
                advantage,
                ConfigYaml.defaults().path("advantage").path("epsilon").asDouble(),
                tokenCreditTasks(),
                new MethodSettings.Engine(policy.engine().name(), policy.capabilities()),
                new MethodSettings.Batch(batch.groups(), batch.shards(), stream.maxStaleness(), learner.publishEvery()),
                new MethodSettings.Memory(memory.correct(), memory.wrong()));
    }

    private List<String> tokenCreditTasks() {
        try (Tasks tasks = tasks()) {
            return data.train().tasks().stream()
                    .sorted()
                    .flatMap(name -> tasks.find(name).stream())
                    .filter(Task::creditsTokens)
                    .map(Task::name)
                    .toList();
        }
    }

    /** The part of it that rewards depend on. */
    public RewardSettings rewardSettings() {
        return new RewardSettings(sampling.maxTokens(), thinking, opening());
    }

    /** The tasks; the caller closes them. */
    public Tasks tasks() {
        return task.tasks(thinking);
    }

    /** As YAML with every key: reading it gives an equal configuration. This is how a configuration travels to a cluster. */
    public String toYaml() {
        return ConfigYaml.write(this);
    }
}
