package io.millrace.testkit;

import io.millrace.model.ChatMessage;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import java.util.Arrays;
import java.util.List;

/** Factories for the data types of the stream. */
public final class Samples {
    private Samples() {}

    /** A prompt of digit completion without a truth, as in verl's files. */
    public static Prompt digits(String text) {
        return prompt(text, "digits");
    }

    public static Prompt prompt(String text, String task, String... truths) {
        return new Prompt(
                "q/" + text, List.of(ChatMessage.user(text)), List.of(truths), "test", task, PromptKind.PLAIN);
    }

    public static PromptVisit visit(Prompt prompt) {
        return new PromptVisit(prompt, 0, "test", 0);
    }

    /** A response from version 3, step 2, with log-probs of -1 nat. */
    public static Response response(int sample, FinishReason finish, int... tokens) {
        return response(sample, finish, Origin.SAMPLED, 3, tokens);
    }

    public static Response response(int sample, FinishReason finish, Origin origin, long version, int... tokens) {
        float[] logProbs = new float[tokens.length];
        Arrays.fill(logProbs, -1f);
        return new Response(
                sample,
                new TokenIds(tokens),
                new LogProbs(LogProbs.Scale.RAW, logProbs),
                new Entropies(false),
                finish,
                List.of(new VersionSpan(version, 2, 0, tokens.length)),
                origin,
                PromptKind.PLAIN);
    }

    /** A response that repeats token 4, with an exact entropy for each token. */
    public static Response entropic(int sample, FinishReason finish, float... entropies) {
        int[] ids = new int[entropies.length];
        Arrays.fill(ids, 4);
        Response plain = response(sample, finish, ids);
        return new Response(
                sample,
                plain.tokens(),
                plain.logProbs(),
                new Entropies(true, entropies),
                finish,
                plain.spans(),
                plain.origin(),
                plain.context());
    }

    /** A response with a text and a stop token. */
    public static Response answered(int sample, String text) {
        int[] ids = CharTokens.digits().encode(text).ids();
        int[] ended = Arrays.copyOf(ids, ids.length + 1);
        ended[ids.length] = CharTokens.END;
        return response(sample, FinishReason.STOP, ended);
    }

    /** A truncated response with a text. */
    public static Response truncated(int sample, String text) {
        return response(
                sample, FinishReason.LENGTH, CharTokens.digits().encode(text).ids());
    }

    public static SampledGroup group(Prompt prompt, Response... responses) {
        return new SampledGroup(visit(prompt), CharTokens.digits().prompt(prompt.messages()), List.of(responses));
    }

    /** A response with a verdict and one reward. */
    public static GradedResponse graded(Response response, boolean correct, double reward) {
        return new GradedResponse(response, Verdict.of(correct), Rewards.of("test", reward));
    }

    public static GradedGroup graded(Prompt prompt, GradedResponse... responses) {
        return new GradedGroup(visit(prompt), CharTokens.digits().prompt(prompt.messages()), List.of(responses));
    }
}
