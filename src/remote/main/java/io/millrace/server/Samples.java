package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.check.Require;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.SamplingRequest;
import io.millrace.server.ServerFault.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks samples against their request and converts them to responses. */
final class Samples {
    private Samples() {}

    /**
     * Reads a reply and checks its samples against their request.
     *
     * @param vocabulary number of token ids of the policy's model
     * @throws ServerFault if it cannot be used
     */
    static List<Completion> read(Dialect dialect, JsonNode reply, SampleCall call, int vocabulary) throws ServerFault {
        try {
            List<Completion> completions = dialect.completions(reply, call);
            check(completions, call, vocabulary);
            return completions;
        } catch (IllegalArgumentException e) {
            throw ServerFault.unusable(dialect, e);
        }
    }

    /**
     * Checks samples against their request.
     *
     * @param vocabulary number of token ids of the policy's model
     * @throws IllegalArgumentException if one does not fit; the message is the rule
     */
    static void check(List<Completion> completions, SampleCall call, int vocabulary) {
        int prompt = call.prompt().size();
        for (Completion completion : completions) {
            int length = completion.tokens().size();
            Require.that(
                    length <= call.sampling().maxTokens(),
                    "sample must have at most %d tokens, had %d",
                    call.sampling().maxTokens(),
                    length);
            Require.that(
                    completion.promptTokens().orElse(prompt) == prompt,
                    "server must process the prompt's %d tokens, processed %d: it truncated the prompt or added to it",
                    prompt,
                    completion.promptTokens().orElse(prompt));
            for (int id : completion.tokens().ids()) {
                Require.that(
                        id < vocabulary,
                        "token ids must be in the policy's vocabulary 0..%d, had %d: the server has another model or tokenizer",
                        vocabulary - 1,
                        id);
            }
        }
    }

    /**
     * A sample as a response, which ends at the first of the request's stop tokens.
     *
     * @param sample index in the group
     * @param at the version that the server had when the request was sent, which the tokens are attributed to unless the server
     *     labels them
     * @param labels versions by their labels
     * @throws ServerFault if the server labels tokens with weights that it must not have
     */
    static Response response(
            Completion completion,
            int sample,
            SamplingRequest request,
            ServerTraits server,
            int vocabulary,
            PolicyVersion at,
            Map<String, PolicyVersion> labels)
            throws ServerFault {
        int[] ids = completion.tokens().ids();
        int length = 1;
        while (length < ids.length && !request.sampling().stopIds().contains(ids[length - 1])) {
            length++;
        }
        LogProbs.Scale scale = server.dialect().scale(server.scaled(), request.sampling());
        boolean cut = length < ids.length;
        return new Response(
                sample,
                cut ? new TokenIds(Arrays.copyOf(ids, length)) : completion.tokens(),
                new LogProbs(scale, cut ? Arrays.copyOf(completion.logProbs(), length) : completion.logProbs()),
                entropies(completion, length, scale, vocabulary),
                request.sampling().stopIds().contains(ids[length - 1]) ? FinishReason.STOP : completion.finish(),
                spans(completion, length, at, labels),
                Origin.SAMPLED,
                request.context());
    }

    /** The middle of the bounds that top log-probs set; exact if they cover the vocabulary. */
    private static Entropies entropies(Completion completion, int length, LogProbs.Scale scale, int vocabulary) {
        if (completion.top().isEmpty() || scale != LogProbs.Scale.RAW) {
            return Entropies.NONE;
        }
        float[] values = new float[length];
        boolean exact = true;
        for (int i = 0; i < length; i++) {
            TopLogProbs top = completion.top().get(i);
            double[] bounds = top.entropyBounds(completion.tokens().ids()[i], vocabulary);
            values[i] = (float) Math.max(0, (bounds[0] + bounds[1]) / 2);
            exact &= top.ids().length >= vocabulary;
        }
        return new Entropies(exact, values);
    }

    private static List<VersionSpan> spans(
            Completion completion, int length, PolicyVersion at, Map<String, PolicyVersion> labels) throws ServerFault {
        if (completion.labels().isEmpty()) {
            return List.of(new VersionSpan(at.number(), at.step(), 0, length));
        }
        List<VersionSpan> spans = new ArrayList<>();
        for (Completion.Label label : completion.labels()) {
            PolicyVersion version = labels.get(label.label());
            if (version == null || version.number() < at.number()) {
                throw new ServerFault(
                        Kind.STALE,
                        "tokens must be of the weights of version %d or later, were labelled '%s': the server lost its update"
                                .formatted(at.number(), label.label()));
            }
            if (label.from() < length) {
                spans.add(
                        new VersionSpan(version.number(), version.step(), label.from(), Math.min(length, label.to())));
            }
        }
        return spans;
    }
}
