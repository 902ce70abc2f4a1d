package io.millrace.server.vllm;

import static io.millrace.server.DialectKit.call;
import static io.millrace.server.DialectKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs.Scale;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.server.Completion;
import io.millrace.server.TopLogProbs;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionsRouteTest {
    private static final String REPLY = """
            {'id': 'cmpl-1', 'object': 'text_completion', 'created': 1764500000, 'model': 'policy', 'choices': [
              {'index': 1, 'text': 'b', 'finish_reason': 'length', 'stop_reason': null, 'token_ids': [9, 8],
               'prompt_token_ids': [5, 6, 7], 'prompt_logprobs': null,
               'logprobs': {'tokens': ['token_id:9', 'token_id:8'], 'token_logprobs': [-0.5, -1.5],
                 'top_logprobs': [{'token_id:9': -0.5, 'token_id:3': -1.0}, {'token_id:3': -0.25, 'token_id:4': -2.5, 'token_id:8': -1.5}],
                 'text_offset': [0, 1]}},
              {'index': 0, 'text': 'a', 'finish_reason': 'stop', 'stop_reason': 2, 'token_ids': [2],
               'prompt_token_ids': [5, 6, 7],
               'logprobs': {'tokens': ['token_id:2'], 'token_logprobs': [-0.75],
                 'top_logprobs': [{'token_id:2': -0.75, 'token_id:3': -1.0}], 'text_offset': [0]}}],
             'usage': {'prompt_tokens': 3, 'completion_tokens': 3, 'total_tokens': 6}}
            """;

    private final CompletionsRoute route = new CompletionsRoute();

    @Test
    void allSamplingParametersAreSent() {
        assertThat(route.sample(call(4, 2)).path()).isEqualTo("/v1/completions");
        assertThat(json(route.sample(call(4, 2)).body())).isEqualTo(json("""
                {'model': 'policy', 'request_id': 'r-1', 'prompt': [5, 6, 7], 'n': 4, 'max_tokens': 16, 'min_tokens': 0,
                 'temperature': 1.0, 'top_p': 1.0, 'top_k': 0, 'min_p': 0.0, 'repetition_penalty': 1.0,
                 'presence_penalty': 0.0, 'frequency_penalty': 0.0, 'seed': 42, 'ignore_eos': true,
                 'skip_special_tokens': false, 'logprobs': 2, 'stop': [], 'stop_token_ids': [2],
                 'return_token_ids': true, 'return_tokens_as_token_ids': true, 'echo': false, 'stream': false}
                """));
    }

    @Test
    void samplesAreReadByTheirIndex() {
        List<Completion> samples = route.completions(json(REPLY), call(2, 2));

        assertThat(samples).extracting(Completion::tokens).containsExactly(new TokenIds(2), new TokenIds(9, 8));
        assertThat(samples).extracting(Completion::finish).containsExactly(FinishReason.STOP, FinishReason.LENGTH);
        assertThat(samples.get(1).logProbs()).containsExactly(-0.5f, -1.5f);
        assertThat(samples.get(1).promptTokens()).hasValue(3);
        assertThat(samples.get(1).top().get(1))
                .isEqualTo(new TopLogProbs(new int[] {3, 4, 8}, new float[] {-0.25f, -2.5f, -1.5f}));
    }

    @Test
    void aReplyOfTextAloneIsRefused() {
        String text = REPLY.replace("token_id:9'", "nine'");

        assertThatThrownBy(() -> route.completions(json(text), call(2, 0)))
                .hasMessage("token must be given by its id, was 'nine': the server returned text");
    }

    @Test
    void onlyIdsOfUpToNineDigitsAreRead() {
        for (String token : List.of("token_id:", "token_id:1x", "token_id:-1", "token_id:1234567890", "token_id: 1")) {
            String other = REPLY.replace("['token_id:9', 'token_id:8']", "['%s', 'token_id:8']".formatted(token));

            assertThatThrownBy(() -> route.completions(json(other), call(2, 0)))
                    .hasMessage("token must be given by its id, was '%s': the server returned text".formatted(token));
        }
    }

    @Test
    void logProbsOfOtherTokensAreRefused() {
        String other = REPLY.replace("['token_id:9', 'token_id:8']", "['token_id:9', 'token_id:7']");

        assertThatThrownBy(() -> route.completions(json(other), call(2, 0)))
                .hasMessage(
                        "logprobs.tokens must be those of the 2 tokens one by one, were of 2: the reply is misaligned");
    }

    @Test
    void fewerLogProbsThanTokensAreRefused() {
        String fewer = REPLY.replace("'token_logprobs': [-0.5, -1.5]", "'token_logprobs': [-0.5]");

        assertThatThrownBy(() -> route.completions(json(fewer), call(2, 0)))
                .hasMessage("completion must have a log-prob for each of its 2 tokens, had 1");
    }

    @Test
    void aSentinelLogProbIsRefused() {
        for (String value : List.of("-9999.0", "NaN", "null", "-Infinity")) {
            String none =
                    REPLY.replace("'token_logprobs': [-0.5, -1.5]", "'token_logprobs': [%s, -1.5]".formatted(value));

            assertThatThrownBy(() -> route.completions(json(none), call(2, 0)))
                    .as(value)
                    .hasMessageStartingWith("log-prob of token 0 must be finite and <= 0, was ");
        }
    }

    @Test
    void aMissingSampleIsRefused() {
        assertThatThrownBy(() -> route.completions(json(REPLY), call(3, 0)))
                .hasMessage("reply must have sample 2 of 3, had none");
    }

    @Test
    void anAbortedSampleIsRefused() {
        assertThatThrownBy(() -> route.completions(json(REPLY.replace("'length'", "'abort'")), call(2, 0)))
                .hasMessage("sample must end with stop or length, ended with 'abort'");
    }

    @Test
    void aStoppedSampleWithoutItsStopTokenIsRefused() {
        String without = REPLY.replace("'finish_reason': 'length'", "'finish_reason': 'stop'");

        assertThatThrownBy(() -> route.completions(json(without), call(2, 0)))
                .hasMessage(
                        "stopped sample must end with one of the stop tokens [2], ended with 8: the server leaves stop tokens out or adds its own");
    }

    @Test
    void aWrongTotalOfTokensIsRefused() {
        assertThatThrownBy(() -> route.completions(
                        json(REPLY.replace("'completion_tokens': 3", "'completion_tokens': 4")), call(2, 0)))
                .hasMessage("usage.completion_tokens must be the 3 tokens returned, was 4");
    }

    @Test
    void processedLogProbsAreThoseOfTheSettings() {
        Sampling filtered = new Sampling(0.7, 0.9, 0, 16, List.of(), 1);

        assertThat(route.scale(true, filtered)).isEqualTo(Scale.FILTERED);
        assertThat(route.scale(false, filtered)).isEqualTo(Scale.RAW);
        assertThat(route.scale(true, new Sampling(0.7, 1, 0, 16, List.of(), 1))).isEqualTo(Scale.SCALED);
    }

    @Test
    void identityIsReadFromTheModelsAndTheVersion() {
        assertThat(route.identity(List.of(
                        json(
                                "{'object': 'list', 'data': [{'id': 'policy', 'root': '/models/p', 'max_model_len': 4096}]}"),
                        json("{'version': '0.32.0'}"))))
                .hasToString(
                        "Identity[model=policy, version=0.32.0, contextTokens=OptionalInt[4096], vocabulary=OptionalInt.empty]");
    }

    @Test
    void anUpdatePausesReloadsDropsTheCacheLabelsAndResumes() {
        assertThat(route.update("/runs/r/policy/v7", "7-1a2b3c4d"))
                .extracting(step -> step.call().path())
                .containsExactly(
                        "/pause?mode=wait&clear_cache=true",
                        "/collective_rpc",
                        "/reset_prefix_cache",
                        "/update_weight_version",
                        "/resume");
        assertThat(json(route.update("/runs/r/policy/v7", "7-1a").get(1).call().body()))
                .isEqualTo(json("""
                {'method': 'reload_weights', 'kwargs': {'weights_path': '/runs/r/policy/v7', 'is_checkpoint_format': true}}
                """));
    }

    @Test
    void aCacheThatWasNotDroppedFailsTheUpdate() {
        var reset = route.update("/v7", "7").get(2);

        assertThat(reset.refusal().apply(json("{'success': false}")))
                .contains("success must be true, was {\"success\":false}");
        assertThat(reset.refusal().apply(json("{'success': true}"))).isEmpty();
        assertThat(reset.refusal().apply(json("{}"))).isEmpty();
    }
}
