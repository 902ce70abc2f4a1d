package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.method.RevisedGroup;
import io.millrace.method.Reviser;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyException;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * REA-RL's sequential revision (arXiv:2505.19862): the thinking of each response is cut where it has reached its result, and the
 * policy writes the final answer from there.
 *
 * <pre>
 *   revision_i = tokens of response i up to the last kept paragraph, ending, answer sampled by the policy
 *   group      = responses 0..G-1, then the revision of each or a copy of it, G..2G-1
 * </pre>
 *
 * <p>A response gets a copy instead of a revision if its thinking was never opened or has only one paragraph, or if the kept part
 * with the ending is not shorter than the response itself. A revision has no behaviour log-probs, because its ending was not
 * sampled. The learner uses its own instead, which makes the first ratio 1 and lets the policy learn the ending as well. The ending
 * counts as written by the version that answers, and an empty span marks the start of the answer.
 *
 * <p>Failures leave the originals unchanged. The answer uses the noise of sample {@code G + i}. Thread-safe.
 */
public final class Revise implements Reviser {
    private final Drafts drafts;
    private final TokenIds ending;
    private final ReflectionModel model;
    private final PolicyEngine engine;
    private final Sampling sampling;

    /**
     * @param tokenizer the tokenizer of the policy
     * @param thoughts finds the thinking of responses
     * @param model judges the thinking; closed with this object
     * @param engine the engine of the policy; not closed
     * @param sampling how responses are sampled; answers use the same settings except for their length
     */
    public Revise(
            ReviseConfig config,
            Tokenizer tokenizer,
            Thoughts thoughts,
            ReflectionModel model,
            PolicyEngine engine,
            Sampling sampling) {
        this.drafts = new Drafts(config, tokenizer, thoughts);
        this.model = requireNonNull(model, "model");
        this.engine = requireNonNull(engine, "engine");
        ending = tokenizer.requireKnown("revise: ending", tokenizer.encode(config.ending()));
        Require.that(
                ending.size() > 0,
                "revise: ending must encode to at least one token of the policy, was '%s'",
                config.ending());
        this.sampling = new Sampling(
                sampling.temperature(),
                sampling.topP(),
                sampling.topK(),
                config.answerTokens(),
                sampling.stopIds(),
                sampling.seed());
    }

    @Override
    public CompletableFuture<RevisedGroup> apply(SampledGroup group) {
        int begun = 0;
        try {
            List<Draft> open = drafts.of(group);
            begun = open.size();
            int failing = begun;
            if (open.isEmpty()) {
                return CompletableFuture.completedFuture(joined(group, List.of()));
            }
            return model.reached(
                            group.visit(),
                            open.stream().map(Draft::paragraphTexts).toList())
                    .thenCompose(reached -> revise(group, open, reached))
                    .handle((revised, failure) -> failure == null ? revised : untouched(group, failing, failure));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(untouched(group, begun, e));
        }
    }

    private static RevisedGroup untouched(SampledGroup group, int failed, Throwable failure) {
        return new RevisedGroup(group, 0, Math.max(1, failed), 0, 0, Optional.of(message(failure)));
    }

    private static String message(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    private CompletableFuture<RevisedGroup> revise(SampledGroup group, List<Draft> open, List<double[]> reached) {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int d = 0; d < open.size(); d++) {
            Draft draft = open.get(d);
            if (reached.get(d).length == 0) {
                outcomes.add(CompletableFuture.completedFuture(new Outcome(draft, 0, null, tooLong(draft))));
                continue;
            }
            int kept = drafts.kept(draft, reached.get(d));
            if (kept + ending.size() < draft.original().length()) {
                outcomes.add(finish(group, draft, kept)
                        .handle((response, failure) -> new Outcome(draft, kept, response, failure)));
            }
        }
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApply(done -> joined(
                        group, outcomes.stream().map(CompletableFuture::join).toList()));
    }

    private static PolicyException tooLong(Draft draft) {
        return new PolicyException(
                "sample %d: question and thinking must fit into the reflection model's context, thinking had %d tokens; use a model"
                                .formatted(draft.place(), draft.thought().tokens())
                        + " with a longer context, or lower sampling.maxTokens");
    }

    private CompletableFuture<Response> finish(SampledGroup group, Draft draft, int kept) {
        Prompt prompt = group.visit().prompt();
        Response original = draft.original();
        int[] prefix = Stream.of(Arrays.copyOf(original.tokens().ids(), kept), ending.ids())
                .flatMapToInt(Arrays::stream)
                .toArray();
        int[] asked = IntStream.concat(Arrays.stream(group.prompt().ids()), Arrays.stream(prefix))
                .toArray();
        int sample = group.responses().size() + draft.place();
        return engine.sample(new SamplingRequest(
                                prompt.queryId(),
                                group.visit().visit(),
                                prompt.kind(),
                                new TokenIds(asked),
                                1,
                                sample,
                                sampling)
                        .with(group.visit().priority()))
                .thenApply(answers -> revision(original, kept, sample, prefix, answers.get(0)));
    }

    private static Response revision(Response original, int kept, int sample, int[] prefix, Response answer) {
        if (answer.finish() == FinishReason.ABORT) {
            throw new PolicyException("sample %d: the engine aborted the answer of a revision".formatted(sample));
        }
        List<VersionSpan> spans = new ArrayList<>();
        for (VersionSpan span : original.spans()) {
            if (span.from() < kept) {
                spans.add(new VersionSpan(span.version(), span.step(), span.from(), Math.min(span.to(), kept)));
            }
        }
        VersionSpan first = answer.spans().get(0);
        spans.add(new VersionSpan(first.version(), first.step(), kept, prefix.length));
        spans.add(new VersionSpan(first.version(), first.step(), prefix.length, prefix.length));
        for (VersionSpan span : answer.spans()) {
            spans.add(new VersionSpan(
                    span.version(), span.step(), prefix.length + span.from(), prefix.length + span.to()));
        }
        int[] all = IntStream.concat(
                        Arrays.stream(prefix), Arrays.stream(answer.tokens().ids()))
                .toArray();
        return new Response(
                sample,
                new TokenIds(all),
                LogProbs.NONE,
                Entropies.NONE,
                answer.finish(),
                spans,
                Origin.REVISED,
                original.context());
    }

    private static RevisedGroup joined(SampledGroup group, List<Outcome> outcomes) {
        List<Response> all = new ArrayList<>(group.responses());
        int size = all.size();
        for (int i = 0; i < size; i++) {
            all.add(group.responses().get(i).with(size + i, Origin.COPIED));
        }
        int made = 0;
        long tokens = 0;
        long cut = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.revision() != null) {
                all.set(size + outcome.draft().place(), outcome.revision());
                made++;
                tokens += outcome.draft().original().length();
                cut += outcome.draft().thought().to() - outcome.kept();
            }
        }
        return new RevisedGroup(
                new SampledGroup(group.visit(), group.prompt(), all),
                made,
                outcomes.size() - made,
                tokens,
                cut,
                outcomes.stream().flatMap(outcome -> outcome.why().stream()).findFirst());
    }

    @Override
    public void close() {
        model.close();
    }

    /** A draft and its revision, if it has one. */
    private record Outcome(
            Draft draft,
            int kept,
            @Nullable Response revision,
            @Nullable Throwable failure) {
        Optional<String> why() {
            return Optional.ofNullable(failure).map(Revise::message);
        }
    }
}
