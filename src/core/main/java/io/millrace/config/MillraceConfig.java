package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.agent.AgentConfig;
import io.millrace.alarm.AlarmsConfig;
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
 * All options of a run. Each section validates itself on construction; {@link ConfigReader} checks rules between sections.
 *
 * @param run the run itself
 * @param data the prompts
 * @param task the tasks, which define when a response is correct
 * @param thinking tags that mark the policy's thinking
 * @param policy the policy and the engine that samples from it
 * @param sampling how responses are sampled for training
 * @param agent tools and environments of responses of several turns
 * @param stream pace, order and checkpoints of the stream
 * @param memory memory of each query
 * @param batch size and composition of the batch of one optimizer step
 * @param method the methods, all off unless enabled
 * @param rewards rewards in addition to the task's, in order; each has a type, which determines its other options
 * @param advantage how advantages are estimated
 * @param loss the loss that the learner minimises
 * @param optimizer AdamW and its learning rate
 * @param learner the learner
 * @param evaluation evaluation on held-out prompts
 * @param channels the records that leave the job: ledger, step figures, dead letters
 * @param monitor distributions of the responses in windows of time
 * @param alarms rules that judge the run while it trains, and sinks of their alarms
 * @param trackers additional destinations of step figures besides the run's channel; each has a type, which determines its options
 * @param dashboard the web page that a run serves
 * @param pretrain supervised training of a small policy from scratch
 */
public record MillraceConfig(
        RunConfig run,
        DataConfig data,
        TaskConfig task,
        ThinkingConfig thinking,
        PolicyConfig policy,
        SamplingConfig sampling,
        AgentConfig agent,
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
        MonitorConfig monitor,
        AlarmsConfig alarms,
        List<TrackerType> trackers,
        DashboardConfig dashboard,
        PretrainConfig pretrain) {
    public MillraceConfig {
        requireNonNull(run, "run");
        requireNonNull(data, "data");
        requireNonNull(task, "task");
        requireNonNull(thinking, "thinking");
        requireNonNull(policy, "policy");
        requireNonNull(sampling, "sampling");
        requireNonNull(agent, "agent");
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
        requireNonNull(monitor, "monitor");
        requireNonNull(alarms, "alarms");
        trackers = List.copyOf(trackers);
        requireNonNull(dashboard, "dashboard");
        requireNonNull(pretrain, "pretrain");
    }

    /** Text that ends every prompt, after the chat template; empty for none. */
    public String opening() {
        return methods().stream()
                .flatMap(one -> one.promptEnding().stream())
                .findFirst()
                .orElse(thinking.opening());
    }

    /** The methods in the order of the stream: later ones see the rewards of earlier ones. */
    public List<Method> methods() {
        return method.all();
    }

    /** The settings that methods depend on. */
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
                new MethodSettings.Engine(
                        policy.engine().name(),
                        policy.capabilities(),
                        policy.engine().usesServers() && policy.servers().topLogProbs() > 0),
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

    /** The settings that rewards depend on. */
    public RewardSettings rewardSettings() {
        return new RewardSettings(sampling.maxTokens(), thinking, opening());
    }

    /** The tasks; the caller closes them. */
    public Tasks tasks() {
        return task.tasks(thinking);
    }

    /**
     * The configuration as YAML with every key; reading it gives an equal configuration. Configurations are sent to a cluster in
     * this form.
     */
    public String toYaml() {
        return ConfigYaml.write(this);
    }
}
