package io.millrace.server.sglang;

import static io.millrace.server.DialectKit.call;
import static io.millrace.server.DialectKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.FinishReason;
import io.millrace.model.TokenIds;
import io.millrace.server.Completion;
import io.millrace.server.TopLogProbs;
import java.util.List;
import org.junit.jupiter.api.Test;

class SglangTest {
    private static final String SAMPLE = """
            {'text': '', 'output_ids': [9, 8], 'meta_info': {'id': 'r-1-0', 'finish_reason': {'type': 'length', 'length': 2},
              'prompt_tokens': 3, 'completion_tokens': 2, 'cached_tokens': 0, 'weight_version': '42-a',
              'output_token_logprobs': [[-0.5, 9, null], [-1.5, 8, null]],
              'output_top_logprobs': [[[-0.5, 9, null]], [[-0.25, 3, null]]], 'e2e_latency': 0.1}}
            """;
    private static final String STOPPED = """
            {'text': '', 'output_ids': [2], 'meta_info': {'id': 'r-1-1', 'finish_reason': {'type': 'stop', 'matched': 2},
              'prompt_tokens': 3, 'completion_tokens': 1, 'weight_version': '42-a',
              'output_token_logprobs': [[-0.75, 2, null]], 'output_top_logprobs': [[[-0.75, 2, null]]]}}
            """;

    private final Sglang dialect = new Sglang();

    @Test
    void aGroupRepeatsThePromptWithItsOwnSeeds() {
        String parameters = """
                {'max_new_tokens': 16, 'min_new_tokens': 0, 'temperature': 1.0, 'top_p': 1.0, 'top_k': -1, 'min_p': 0.0,
                 'repetition_penalty': 1.0, 'presence_penalty': 0.0, 'frequency_penalty': 0.0, 'sampling_seed': %d,
                 'ignore_eos': false, 'skip_special_tokens': false, 'stop_token_ids': [2]}""";

        assertThat(dialect.sample(call(2, 5)).path()).isEqualTo("/generate");
        assertThat(json(dialect.sample(call(2, 5)).body()))
                .isEqualTo(json("""
                {'input_ids': [[5, 6, 7], [5, 6, 7]], 'rid': ['r-1-0', 'r-1-1'], 'sampling_params': [%s, %s],
                 'return_logprob': true, 'logprob_start_len': -1, 'top_logprobs_num': 5, 'return_text_in_logprobs': false,
                 'stream': false}
                """.formatted(parameters.formatted(42), parameters.formatted(43))));
    }

    @Test
    void samplesOfABatchAreReadInOrder() {
        List<Completion> samples = dialect.completions(json("[%s, %s]".formatted(SAMPLE, STOPPED)), call(2, 1));

        assertThat(samples).extracting(Completion::tokens).containsExactly(new TokenIds(9, 8), new TokenIds(2));
        assertThat(samples).extracting(Completion::finish).containsExactly(FinishReason.LENGTH, FinishReason.STOP);
        assertThat(samples.get(0).labels()).containsExactly(new Completion.Label("42-a", 0, 2));
        assertThat(samples.get(0).top().get(1)).isEqualTo(new TopLogProbs(new int[] {3}, new float[] {-0.25f}));
        assertThat(samples.get(0).promptTokens()).hasValue(3);
    }

    @Test
    void aSingleSampleIsReadFromAListOrAlone() {
        assertThat(dialect.completions(json(SAMPLE), call(1, 0)).get(0).tokens())
                .isEqualTo(new TokenIds(9, 8));
        assertThat(dialect.completions(json("[%s]".formatted(SAMPLE)), call(1, 0))
                        .get(0)
                        .tokens())
                .isEqualTo(new TokenIds(9, 8));
    }

    @Test
    void aBrokenVersionsLengthsAreRefused() {
        assertThatThrownBy(() -> dialect.completions(
                        json(SAMPLE.replace("'completion_tokens': 2", "'completion_tokens': 3")), call(1, 0)))
                .hasMessage("completion_tokens must be the 2 tokens returned, was 3");
        assertThatThrownBy(() -> dialect.completions(json(SAMPLE.replace("[-0.5, 9, null], ", "")), call(1, 0)))
                .hasMessage(
                        "output_token_logprobs must be those of the 2 tokens one by one, were of 1: the reply is misaligned");
    }

    @Test
    void aReplyOfTextAloneIsRefused() {
        assertThatThrownBy(() -> dialect.completions(json("{'text': 'hi', 'meta_info': {}}"), call(1, 0)))
                .hasMessage("reply must have the list output_ids, had none");
    }

    @Test
    void anAbortedSampleIsRefused() {
        assertThatThrownBy(() ->
                        dialect.completions(json(SAMPLE.replace("'type': 'length'", "'type': 'abort'")), call(1, 0)))
                .hasMessage("sample must end with stop or length, ended with 'abort'");
    }

    @Test
    void anUpdateReadsTheFolderAndDropsTheCache() {
        assertThat(dialect.update("/v7", "7-1a")).singleElement().satisfies(step -> {
            assertThat(step.call().path()).isEqualTo("/update_weights_from_disk");
            assertThat(json(step.call().body())).isEqualTo(json("""
                    {'model_path': '/v7', 'abort_all_requests': false, 'flush_cache': true, 'weight_version': '7-1a'}
                    """));
            assertThat(step.refusal().apply(json("{'success': false, 'message': 'no such folder'}")))
                    .hasValueSatisfying(why -> assertThat(why).contains("no such folder"));
        });
    }

    @Test
    void identityAndLabelAreReadFromTheModel() {
        assertThat(dialect.identity(List.of(
                        json(
                                "{'model_path': '/models/p', 'tokenizer_path': '/models/p', 'is_generation': true, 'weight_version': 'default'}"),
                        json("{'version': '0.5.20', 'context_length': 2048}"),
                        json("{}"))))
                .hasToString(
                        "Identity[model=/models/p, version=0.5.20, contextTokens=OptionalInt[2048], vocabulary=OptionalInt.empty]");
        assertThat(dialect.label(json("{'weight_version': 'default'}"))).isEqualTo("default");
    }
}
