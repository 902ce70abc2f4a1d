package io.millrace.server.vllm;

import static io.millrace.server.DialectKit.call;
import static io.millrace.server.DialectKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.TokenIds;
import io.millrace.server.Completion;
import io.millrace.server.TopLogProbs;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerateRouteTest {
    private static final String REPLY = """
            {'request_id': 'r-1', 'output_mode': 'tokens', 'choices': [
              {'index': 0, 'token_ids': [9, 8, 2], 'finish_reason': 'stop', 'logprobs': {'content': [
                 {'token_id': 9, 'logprob': -0.5, 'rank': 1, 'top_logprobs': [{'token_id': 9, 'logprob': -0.5, 'rank': 1}]},
                 {'token_id': 8, 'logprob': -1.5, 'rank': 2, 'top_logprobs': [{'token_id': 3, 'logprob': -0.25, 'rank': 1}]},
                 {'token_id': 2, 'logprob': -0.25, 'rank': 1, 'top_logprobs': [{'token_id': 2, 'logprob': -0.25, 'rank': 1}]}]},
               'weight_versions': [{'version': '41-a', 'start': 0, 'end': 2}, {'version': '42-a', 'start': 2, 'end': 3}]}],
             'prompt_logprobs': null}
            """;

    private final GenerateRoute route = new GenerateRoute();

    @Test
    void allSamplingParametersAreSent() {
        assertThat(route.sample(call(2, 0)).path()).isEqualTo("/inference/v1/generate");
        assertThat(json(route.sample(call(2, 0)).body())).isEqualTo(json("""
                {'request_id': 'r-1', 'model': 'policy', 'token_ids': [5, 6, 7], 'sampling_params':
                  {'n': 2, 'max_tokens': 16, 'min_tokens': 0, 'temperature': 1.0, 'top_p': 1.0, 'top_k': 0, 'min_p': 0.0,
                   'repetition_penalty': 1.0, 'presence_penalty': 0.0, 'frequency_penalty': 0.0, 'seed': 42,
                   'ignore_eos': true, 'skip_special_tokens': false, 'logprobs': 0, 'stop': [], 'stop_token_ids': [2]},
                 'stream': false, 'output_mode': 'tokens'}
                """));
    }

    @Test
    void tokensCarryTheLabelsOfTheirWeights() {
        Completion sample = route.completions(json(REPLY), call(1, 1)).get(0);

        assertThat(sample.tokens()).isEqualTo(new TokenIds(9, 8, 2));
        assertThat(sample.logProbs()).containsExactly(-0.5f, -1.5f, -0.25f);
        assertThat(sample.top().get(1)).isEqualTo(new TopLogProbs(new int[] {3}, new float[] {-0.25f}));
        assertThat(sample.labels())
                .isEqualTo(List.of(new Completion.Label("41-a", 0, 2), new Completion.Label("42-a", 2, 3)));
    }

    @Test
    void tokensOfEarlyServersAreRead() {
        String early = REPLY.replaceAll("'token_id': (\\d)", "'token': 'token_id:$1'");

        assertThat(route.completions(json(early), call(1, 1)).get(0).tokens()).isEqualTo(new TokenIds(9, 8, 2));
    }

    @Test
    void labelsWithAGapAreRefused() {
        assertThatThrownBy(() -> route.completions(json(REPLY.replace("'start': 2", "'start': 1")), call(1, 0)))
                .hasMessage("weight versions must join at token 2, had 1..3");
        assertThatThrownBy(() -> route.completions(json(REPLY.replace("'end': 3", "'end': 4")), call(1, 0)))
                .hasMessage("weight versions must end at token 3, ended at 4");
    }
}
