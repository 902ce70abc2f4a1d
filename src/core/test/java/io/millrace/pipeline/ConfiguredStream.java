package io.millrace.pipeline;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.dataset.Dataset;
import io.millrace.learner.Learner;
import io.millrace.learner.StepReport;
import io.millrace.method.RevisedGroup;
import io.millrace.method.Reviser;
import io.millrace.model.GradedGroup;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.model.Reflection;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.ReplayBufferInMemory;
import io.millrace.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The configured stages in sequence, without Flink: each round visits all training prompts once, and the resulting policy
 * samples the next round.
 */
public final class ConfiguredStream implements AutoCloseable {
    private final Dataset prompts;
    private final int groupSize;
    private final Path folder;
    private final Tokenizer tokenizer;
    private final SamplingPlan sampling;
    private final PolicyEngine engine;
    private final Optional<Reviser> revise;
    private final Grade grade;
    private final Remember remember;
    private final Compose compose;
    private final Learner learner;
    private final Map<String, ListMemory> memories = new HashMap<>();
    private final ReplayBufferInMemory<TrainingRow> leftovers = new ReplayBufferInMemory<>();
    private final List<Reflection> reflections = new ArrayList<>();
    private final List<GradedGroup> graded = new ArrayList<>();
    private final List<StepReport> reports = new ArrayList<>();
    private final List<Minibatch> minibatches = new ArrayList<>();
    private int reflected;

    /** @param folder the folder for the versions of the policy */
    public ConfiguredStream(ConfiguredParts parts, Path folder) {
        prompts = parts.prompts();
        groupSize = parts.config().sampling().groupSize();
        this.folder = folder;
        tokenizer = parts.tokenizer();
        sampling = parts.sampling(tokenizer);
        grade = parts.grade();
        remember = parts.remember();
        compose = parts.compose();
        engine = parts.engine();
        revise = parts.reviser(engine);
        learner = parts.learner();
    }

    /** The graded groups, in the order of their rounds. */
    public List<GradedGroup> graded() {
        return List.copyOf(graded);
    }

    /** The minibatches trained on. */
    public List<Minibatch> minibatches() {
        return List.copyOf(minibatches);
    }

    /** A report for each minibatch. */
    public List<StepReport> reports() {
        return List.copyOf(reports);
    }

    /** Visits all prompts and the reflections requested in the previous round, and trains on the resulting minibatches. */
    public void round(long number) throws IOException {
        List<CompletableFuture<SampledGroup>> sampled = new ArrayList<>();
        for (PromptVisit visit : visits(number)) {
            sampled.add(sample(visit, number).thenCompose(this::revised));
        }
        List<Passage> passages = new ArrayList<>();
        for (CompletableFuture<SampledGroup> group : sampled) {
            passages.add(remembered(grade.apply(group.join()), number));
        }
        for (Minibatch minibatch : compose.round(0, minibatches.size(), number, passages, leftovers)) {
            reports.add(learner.train(minibatch));
            minibatches.add(minibatch);
        }
        Path version = folder.resolve("version-" + (number + 1));
        learner.export(version);
        engine.load(new PolicyVersion(number + 1, number + 1, version, Map.of()));
    }

    private List<PromptVisit> visits(long number) {
        List<PromptVisit> visits = new ArrayList<>();
        long size = prompts.size();
        for (int i = 0; i < size; i++) {
            visits.add(new PromptVisit(prompts.get(i), number, "prompts", number * size + i));
        }
        for (Reflection reflection : reflections) {
            visits.add(
                    new PromptVisit(reflection.prompt(), reflection.visit(), StalenessPacing.REFLECTIONS, reflected++));
        }
        reflections.clear();
        return visits;
    }

    private CompletableFuture<SampledGroup> sample(PromptVisit visit, long number) {
        Prompt asked = visit.prompt();
        TokenIds prompt = tokenizer.prompt(asked.messages());
        return engine.sample(new SamplingRequest(
                        asked.queryId(), visit.visit(), asked.kind(), prompt, groupSize, sampling.at(number)))
                .thenApply(responses -> new SampledGroup(visit, prompt, responses));
    }

    private CompletableFuture<SampledGroup> revised(SampledGroup group) {
        return revise.map(how -> how.apply(group).thenApply(RevisedGroup::group))
                .orElse(CompletableFuture.completedFuture(group));
    }

    private GradedGroup remembered(GradedGroup group, long number) throws IOException {
        graded.add(group);
        String query = group.visit().prompt().queryId();
        Remembered remembered = remember.apply(group, memories.computeIfAbsent(query, id -> new ListMemory()), number);
        remembered.reflection().ifPresent(reflections::add);
        return remembered.group();
    }

    @Override
    public void close() {
        try {
            revise.ifPresent(Reviser::close);
            engine.close();
        } finally {
            learner.close();
        }
    }
}
