package io.millrace.trace;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.token.Tokenizer;
import java.util.Arrays;
import java.util.List;

/**
 * A recorded response.
 *
 * @param text the text of the response; empty if there are tokens, or if the policy stopped immediately
 * @param tokens its L token ids in the tokenizer's vocabulary; empty to encode the text
 * @param logProbs behaviour log-probabilities at temperature 1 in nats, one per token, or none
 * @param entropies entropies in nats, one per token, or none
 * @param finish why it ended
 */
public record RecordedResponse(String text, TokenIds tokens, float[] logProbs, float[] entropies, FinishReason finish) {
    public RecordedResponse {
        requireNonNull(text, "text");
        requireNonNull(tokens, "tokens");
        requireNonNull(logProbs, "logProbs");
        requireNonNull(entropies, "entropies");
        requireNonNull(finish, "finish");
        Require.that(
                !text.isEmpty() || tokens.size() > 0 || finish == FinishReason.STOP,
                "response must have text or tokens unless it stopped at once, had none");
        oneEach("log_probs", logProbs.length, tokens.size());
        oneEach("entropies", entropies.length, tokens.size());
    }

    private static void oneEach(String what, int count, int tokens) {
        Require.that(
                count == 0 || count == tokens,
                "%s must be one for each of the recorded tokens (%d), were %d: record tokens, too, or omit them",
                what,
                tokens,
                count);
    }

    /**
     * The response as if it had just been sampled, truncated at the limit.
     *
     * @param sample index in its group, from 0
     * @param maxTokens its maximum length, in tokens, at least 1
     * @throws IllegalArgumentException if its tokens are not in the tokenizer's vocabulary
     */
    public Response sampled(int sample, Tokenizer tokenizer, int maxTokens, PolicyVersion version, PromptKind context) {
        int[] ids = ids(tokenizer);
        boolean cut = ids.length > maxTokens;
        int length = cut ? maxTokens : ids.length;
        return new Response(
                sample,
                new TokenIds(Arrays.copyOf(ids, length)),
                logProbs.length == 0
                        ? LogProbs.NONE
                        : new LogProbs(LogProbs.Scale.RAW, Arrays.copyOf(logProbs, length)),
                entropies.length == 0 ? Entropies.NONE : new Entropies(true, Arrays.copyOf(entropies, length)),
                cut ? FinishReason.LENGTH : finish,
                List.of(new VersionSpan(version.number(), version.step(), 0, length)),
                Origin.SAMPLED,
                context);
    }

    /** The recorded tokens, or those of the text, which ends with a stop token if the policy ended it. */
    private int[] ids(Tokenizer tokenizer) {
        int[] ids = tokens.ids();
        if (ids.length == 0) {
            int[] encoded = tokenizer.encode(text).ids();
            boolean stopped = finish == FinishReason.STOP;
            ids = Arrays.copyOf(encoded, encoded.length + (stopped ? 1 : 0));
            if (stopped) {
                ids[encoded.length] = tokenizer.stopIds().get(0);
            }
        }
        for (int id : ids) {
            Require.that(
                    id >= 0 && id < tokenizer.vocabulary(),
                    "recorded token must be in the tokenizer's vocabulary 0..%d, was %d: set policy.path to the folder of the recorded model",
                    tokenizer.vocabulary() - 1,
                    id);
        }
        return ids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedResponse that
                && text.equals(that.text)
                && tokens.equals(that.tokens)
                && Arrays.equals(logProbs, that.logProbs)
                && Arrays.equals(entropies, that.entropies)
                && finish == that.finish;
    }

    @Override
    public int hashCode() {
        return text.hashCode() * 31 + tokens.hashCode();
    }

    @Override
    public String toString() {
        return "RecordedResponse[%d characters, %d tokens, %s]".formatted(text.length(), tokens.size(), finish);
    }
}
