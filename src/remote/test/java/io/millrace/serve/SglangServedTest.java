package io.millrace.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testkit.serve.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wire form of SGLang. */
class SglangServedTest extends DialectKit {
    SglangServedTest() {
        super("sglang");
    }

    private JsonNode generate(String fields) throws Exception {
        return Client.post(server.url() + "/generate", "{%s}".formatted(fields)).ok();
    }

    @Test
    void onePromptIsAnsweredByAnObject() throws Exception {
        JsonNode answer = generate("'input_ids':[104,105],'rid':'r1','return_logprob':true,'top_logprobs_num':3,"
                + "'sampling_params':{'max_new_tokens':4,'temperature':1,'ignore_eos':true,'sampling_seed':3}");

        assertThat(answer.path("output_ids")).hasSize(4);
        JsonNode info = answer.path("meta_info");
        assertThat(info.path("id").asText()).isEqualTo("r1");
        assertThat(info.path("finish_reason").toString()).isEqualTo("{\"type\":\"length\",\"length\":4}");
        assertThat(info.path("prompt_tokens").asInt()).isEqualTo(2);
        assertThat(info.path("completion_tokens").asInt()).isEqualTo(4);
        assertThat(info.path("weight_version").asText()).isEqualTo("default");
        assertThat(info.path("output_token_logprobs")).hasSize(4);
        assertThat(info.at("/output_token_logprobs/0/1").asInt())
                .isEqualTo(answer.at("/output_ids/0").asInt());
        assertThat(info.at("/output_token_logprobs/0/2").isNull()).isTrue();
        assertThat(info.at("/output_top_logprobs/0")).hasSize(3);
    }

    @Test
    void aBatchIsAnsweredInOrderWithASeedForEach() throws Exception {
        JsonNode batch = generate("'input_ids':[[104,105],[104,105]],'sampling_params':["
                + "{'max_new_tokens':6,'ignore_eos':true,'sampling_seed':8},"
                + "{'max_new_tokens':6,'ignore_eos':true,'sampling_seed':9}]");
        JsonNode group = generate(
                "'input_ids':[104,105],'sampling_params':{'n':2,'max_new_tokens':6,'ignore_eos':true,'sampling_seed':8}");

        assertThat(batch).hasSize(2);
        assertThat(batch.at("/0/output_ids")).isEqualTo(group.at("/0/output_ids"));
        assertThat(batch.at("/1/output_ids")).isEqualTo(group.at("/1/output_ids"));
    }

    @Test
    void logProbsAreScaledByTheTemperatureBeforeFilters() throws Exception {
        for (String settings :
                List.of("'temperature':0.5", "'temperature':2,'top_p':0.9", "'temperature':1,'top_k':3")) {
            double temperature = Double.parseDouble(settings.replaceFirst(".*?:([0-9.]+).*", "$1"));
            JsonNode answer = generate("'input_ids':[104,105],'return_logprob':true,'top_logprobs_num':1,"
                    + "'sampling_params':{'max_new_tokens':1,'ignore_eos':true,%s}".formatted(settings));
            double[] raw = truth(1, 104, 105);
            double normalizer = Math.log(
                    Arrays.stream(raw).map(z -> Math.exp(z / temperature)).sum());
            int id = answer.at("/output_ids/0").asInt();
            assertThat(answer.at("/meta_info/output_token_logprobs/0/0").asDouble())
                    .as(settings)
                    .isCloseTo(raw[id] / temperature - normalizer, within(1e-4));
        }
    }

    @Test
    void thePromptIsScoredAtTemperatureOne() throws Exception {
        JsonNode info = generate("'input_ids':[104,105],'return_logprob':true,'logprob_start_len':0,"
                        + "'sampling_params':{'max_new_tokens':1,'temperature':2}")
                .path("meta_info");

        assertThat(info.path("input_token_logprobs")).hasSize(2);
        assertThat(info.at("/input_token_logprobs/0/0").isNull()).isTrue();
        assertThat(info.at("/input_token_logprobs/1/0").asDouble()).isCloseTo(truth(1, 104)[105], within(1e-4));
    }

    @Test
    void newWeightsComeFromDiskWithTheirLabel() throws Exception {
        Path next = Weights.write(folder, 2);
        JsonNode answer = Client.post(
                        server.url() + "/update_weights_from_disk",
                        "{'model_path':'%s','weight_version':'42','flush_cache':true}".formatted(next))
                .ok();

        assertThat(answer.path("success").asBoolean()).isTrue();
        JsonNode info = Client.get(server.url() + "/get_model_info").ok();
        assertThat(info.path("weight_version").asText()).isEqualTo("42");
        assertThat(info.path("model_path").asText()).isEqualTo(next.toString());
        JsonNode sampled = generate("'input_ids':[104],'return_logprob':true,'sampling_params':{'max_new_tokens':1}");
        assertThat(sampled.at("/meta_info/weight_version").asText()).isEqualTo("42");
        assertThat(sampled.at("/meta_info/output_token_logprobs/0/0").asDouble())
                .isCloseTo(truth(2, 104)[sampled.at("/output_ids/0").asInt()], within(1e-4));
    }

    @Test
    void aFailedUpdateSaysSoAndKeepsTheWeights() throws Exception {
        Client.Answer answer = Client.post(
                server.url() + "/update_weights_from_disk", "{'model_path':'%s'}".formatted(folder.resolve("none")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("success").asBoolean(true)).isFalse();
        assertThat(answer.body().path("message").asText()).contains("none");
        generate("'input_ids':[104],'sampling_params':{'max_new_tokens':1}");
    }

    @Test
    void invalidRequestsAreRejectedInSglangsForm() throws Exception {
        String url = server.url() + "/generate";
        Client.Answer tooLong = Client.post(url, "{'input_ids':[%s]}".formatted("1,".repeat(999) + "1"));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.error()).contains("exceeds the model's maximum context length");
        assertThat(Client.post(url, "{'input_ids':[1],'sampling_params':{'max_new_tokens':1000}}")
                        .error())
                .contains("exceeds the model's maximum context length of 1000 tokens");
        assertThat(Client.post(url, "{'input_ids':[500]}").error()).contains("out of vocabulary");
        assertThat(Client.post(url, "{'input_ids':[1],'sampling_params':{'frequency_penalty':0.5}}")
                        .error())
                .contains("frequency_penalty");
    }
}
