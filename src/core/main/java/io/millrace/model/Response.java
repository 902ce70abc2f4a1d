package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.List;

/**
 * One response of the policy.
 *
 * <p>A response of several turns contains the observations between them, which were not sampled: they count neither in its length
 * nor in any other value of the policy, and their log-probabilities and entropies are 0.
 *
 * @param sample index in its group, from 0
 * @param tokens the response, prompt excluded, observations and a stop token that the policy emitted included; at least 1 sampled
 * @param logProbs behaviour log-probabilities in nats, one per token, or none
 * @param entropies policy entropy in nats, one per token, or none
 * @param finish why it ended
 * @param spans versions that sampled the tokens, in order and without gaps
 * @param origin its origin in the group
 * @param context the kind of prompt it was sampled under
 * @param interaction turns of the environment; none if it has a single turn
 */
public record Response(
        int sample,
        TokenIds tokens,
        LogProbs logProbs,
        Entropies entropies,
        FinishReason finish,
        List<VersionSpan> spans,
        Origin origin,
        PromptKind context,
        Interaction interaction) {
    public Response {
        requireNonNull(tokens, "tokens");
        requireNonNull(logProbs, "logProbs");
        requireNonNull(entropies, "entropies");
        requireNonNull(finish, "finish");
        requireNonNull(origin, "origin");
        requireNonNull(context, "context");
        requireNonNull(interaction, "interaction");
        spans = List.copyOf(spans);
        int length = tokens.size();
        Require.that(sample >= 0, "response: sample must be >= 0, was %d", sample);
        Require.that(length >= 1, "response %d: tokens must be >= 1, was %d", sample, length);
        Require.that(
                !logProbs.known() || logProbs.values().length == length,
                "response %d: must have a log-prob for each of its %d tokens, had %d",
                sample,
                length,
                logProbs.values().length);
        Require.that(
                entropies.values().length == 0 || entropies.values().length == length,
                "response %d: must have an entropy for each of its %d tokens or none, had %d",
                sample,
                length,
                entropies.values().length);
        int next = 0;
        for (VersionSpan span : spans) {
            Require.that(
                    span.from() == next,
                    "response %d: version spans must join at %d, was %d",
                    sample,
                    next,
                    span.from());
            next = span.to();
        }
        Require.that(next == length, "response %d: version spans must end at %d, was %d", sample, length, next);
        interaction.roles().requireWithin("response " + sample, length);
    }

    /** A response of a single turn. */
    public Response(
            int sample,
            TokenIds tokens,
            LogProbs logProbs,
            Entropies entropies,
            FinishReason finish,
            List<VersionSpan> spans,
            Origin origin,
            PromptKind context) {
        this(sample, tokens, logProbs, entropies, finish, spans, origin, context, Interaction.NONE);
    }

    /** This response with another index in its group and another origin. */
    public Response with(int otherSample, Origin otherOrigin) {
        return new Response(otherSample, tokens, logProbs, entropies, finish, spans, otherOrigin, context, interaction);
    }

    /** This response with turns of an environment. */
    public Response with(Interaction other) {
        return new Response(sample, tokens, logProbs, entropies, finish, spans, origin, context, other);
    }

    /** Response length L in sampled tokens. */
    public int length() {
        return tokens.size() - roles().observed();
    }

    /** Number of tokens, observations included. */
    public int size() {
        return tokens.size();
    }

    /** Which of its tokens the policy sampled. */
    public TokenRoles roles() {
        return interaction.roles();
    }

    /** The sampled tokens, L. */
    public TokenIds sampled() {
        return roles().select(tokens);
    }

    /** Entropies of the sampled tokens, L values or none. */
    public float[] sampledEntropies() {
        return roles().select(entropies.values());
    }

    /** Behaviour log-probabilities of the sampled tokens, L values or none. */
    public float[] sampledLogProbs() {
        return roles().select(logProbs.values());
    }

    /**
     * The number of tokens sampled on its visit: all tokens of a sampled response, the answer of a revision, none otherwise. A
     * revision's answer starts at an empty span.
     */
    public int sampledTokens() {
        return switch (origin) {
            case SAMPLED -> length();
            case REVISED ->
                size()
                        - spans.stream()
                                .filter(span -> span.from() == span.to())
                                .mapToInt(VersionSpan::to)
                                .max()
                                .orElse(size());
            case REPLAYED, COPIED -> 0;
        };
    }

    /** Optimizer step of the oldest weights that sampled part of it. */
    public long oldestStep() {
        return spans.stream().mapToLong(VersionSpan::step).min().orElseThrow();
    }

    /** Number of the oldest policy version that sampled part of it. */
    public long oldestVersion() {
        return spans.stream().mapToLong(VersionSpan::version).min().orElseThrow();
    }
}
