package io.millrace.server.llamacpp;

import static io.millrace.server.DialectKit.call;
import static io.millrace.server.DialectKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.FinishReason;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.server.Completion;
import io.millrace.server.SampleCall;
import io.millrace.server.TopLogProbs;
import java.util.List;
import org.junit.jupiter.api.Test;

class LlamaCppTest {
    private static final String REPLY = """
            {'index': 0, 'content': 'x', 'tokens': [19, 104, 2], 'stop': true, 'stop_type': 'eos', 'stopping_word': '',
             'tokens_predicted': 3, 'tokens_evaluated': 3, 'truncated': false, 'completion_probabilities': [
               {'id': 19, 'token': 'x', 'bytes': [19], 'logprob': -2.07, 'top_logprobs': [{'id': 72, 'token': 'H', 'bytes': [72], 'logprob': -1.578}]},
               {'id': 104, 'token': 'h', 'bytes': [104], 'logprob': -0.5, 'top_logprobs': [{'id': 104, 'token': 'h', 'bytes': [104], 'logprob': -0.5}]},
               {'id': 2, 'token': '', 'bytes': [], 'logprob': -0.25, 'top_logprobs': [{'id': 2, 'token': '', 'bytes': [], 'logprob': -0.25}]}]}
            """;

    private final LlamaCpp dialect = new LlamaCpp();

    @Test
    void onlyTheRequestedSamplersAreNamed() {
        assertThat(dialect.sample(call(1, 5)).path()).isEqualTo("/completion");
        assertThat(json(dialect.sample(call(1, 5)).body())).isEqualTo(json("""
                {'prompt': [5, 6, 7], 'n_predict': 16, 'temperature': 1.0, 'top_k': 0, 'top_p': 1.0, 'min_p': 0.0,
                 'typical_p': 1.0, 'repeat_penalty': 1.0, 'presence_penalty': 0.0, 'frequency_penalty': 0.0,
                 'dry_multiplier': 0.0, 'xtc_probability': 0.0, 'mirostat': 0, 'dynatemp_range': 0.0, 'seed': 42,
                 'ignore_eos': false, 'n_probs': 5, 'post_sampling_probs': false, 'return_tokens': true,
                 'cache_prompt': false, 'stream': false, 'samplers': ['temperature'], 'stop': []}
                """));
        SampleCall filtered =
                new SampleCall("r", "m", new TokenIds(5), 1, 1L << 40, new Sampling(1, 0.5, 7, 4, List.of(), 1), 0);
        assertThat(json(dialect.sample(filtered).body()).path("samplers"))
                .isEqualTo(json("['top_k', 'top_p', 'temperature']"));
        assertThat(json(dialect.sample(filtered).body()).path("seed").asLong()).isZero();
    }

    @Test
    void aGroupIsRequestedSampleBySampleBecauseABatchHasOneSeed() {
        assertThat(dialect.samplesPerCall()).isEqualTo(1);
    }

    @Test
    void aReplyIsReadWithItsStopToken() {
        Completion sample = dialect.completions(json(REPLY), call(1, 1)).get(0);

        assertThat(sample.tokens()).isEqualTo(new TokenIds(19, 104, 2));
        assertThat(sample.logProbs()).containsExactly(-2.07f, -0.5f, -0.25f);
        assertThat(sample.finish()).isEqualTo(FinishReason.STOP);
        assertThat(sample.promptTokens()).hasValue(3);
        assertThat(sample.top().get(0)).isEqualTo(new TopLogProbs(new int[] {72}, new float[] {-1.578f}));
    }

    @Test
    void aTokenWithoutLogProbIsNotGuessed() {
        String shorter = REPLY.replace("'tokens': [19, 104, 2]", "'tokens': [19, 206, 104, 2]");

        assertThatThrownBy(() -> dialect.completions(json(shorter), call(1, 0)))
                .hasMessage(
                        "completion_probabilities must be those of the 4 tokens one by one, were of 3: the reply is misaligned");
        assertThatThrownBy(() -> dialect.completions(
                        json("{'tokens': [206], 'stop_type': 'limit', 'tokens_evaluated': 3}"), call(1, 0)))
                .hasMessage("reply must have the list completion_probabilities, had none");
    }

    @Test
    void aTruncatedPromptIsRefused() {
        assertThatThrownBy(() ->
                        dialect.completions(json(REPLY.replace("'truncated': false", "'truncated': true")), call(1, 0)))
                .hasMessage("sample must use the whole prompt, the server truncated it: raise its context (-c)");
    }

    @Test
    void identityIsReadFromPropertiesAndModels() {
        assertThat(dialect.identity(List.of(
                        json(
                                "{'default_generation_settings': {'n_ctx': 512}, 'model_path': '/m.gguf', 'build_info': 'b4700'}"),
                        json("{'data': [{'id': 'm', 'meta': {'n_vocab': 259, 'n_ctx_train': 512}}]}"))))
                .hasToString(
                        "Identity[model=m, version=b4700, contextTokens=OptionalInt[512], vocabulary=OptionalInt[259]]");
    }

    @Test
    void weightsCannotBeReplaced() {
        assertThat(dialect.update("/v7", "7")).isEmpty();
        assertThat(dialect.labelCall()).isEmpty();
        assertThat(new LlamaCppEngineKind().capabilities().learns()).isFalse();
    }
}
