package io.millrace.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testkit.serve.Weights;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The paths of vLLM besides those for completions: weights, identity, conversations. */
class VllmPathsTest extends DialectKit {
    VllmPathsTest() {
        super("vllm");
    }

    @Test
    void newWeightsAreLoadedLabelledAndUsed() throws Exception {
        Path next = Weights.write(folder, 2);
        assertThat(Client.post(server.url() + "/pause?mode=wait", "").ok().toString())
                .isEqualTo("{\"status\":\"paused\"}");
        assertThat(Client.get(server.url() + "/is_paused")
                        .ok()
                        .path("is_paused")
                        .asBoolean())
                .isTrue();
        Client.post(
                        server.url() + "/collective_rpc",
                        "{'method':'reload_weights','kwargs':{'weights_path':'%s','is_checkpoint_format':true}}"
                                .formatted(next))
                .ok();
        Client.post(server.url() + "/reset_prefix_cache", "").ok();
        Client.post(server.url() + "/update_weight_version", "{'new_version':'7-abc'}")
                .ok();
        Client.post(server.url() + "/resume", "").ok();

        assertThat(Client.get(server.url() + "/weight_info")
                        .ok()
                        .path("weight_version")
                        .asText())
                .isEqualTo("7-abc");
        JsonNode choice = Client.generate(server, "'max_tokens':1,'seed':3,'logprobs':0,'temperature':1")
                .at("/choices/0");
        assertThat(choice.at("/weight_versions/0/version").asText()).isEqualTo("7-abc");
        assertThat(choice.at("/logprobs/content/0/logprob").asDouble())
                .isCloseTo(truth(2, 104, 105)[choice.at("/token_ids/0").asInt()], within(1e-4));
    }

    @Test
    void weightsThatCannotBeLoadedLeaveTheOldOnes() throws Exception {
        Client.Answer answer = Client.post(
                server.url() + "/collective_rpc",
                "{'method':'reload_weights','kwargs':{'weights_path':'%s'}}".formatted(folder.resolve("none")));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).contains("none").contains("has no weights");
        Client.generate(server, "'max_tokens':1");
    }

    @Test
    void theServerTellsWhatItIs() throws Exception {
        JsonNode models = Client.get(server.url() + "/v1/models").ok();
        assertThat(models.at("/data/0/id").asText()).isEqualTo("policy");
        assertThat(models.at("/data/0/max_model_len").asInt()).isEqualTo(1000);
        assertThat(Client.get(server.url() + "/version").ok().has("version")).isTrue();
        assertThat(Client.get(server.url() + "/health").status()).isEqualTo(200);
        assertThat(Client.get(server.url() + "/metrics").ok().asText())
                .contains("vllm:num_requests_running{model_name=\"policy\"} 0");
        assertThat(Client.post(server.url() + "/tokenize", "{'prompt':'hi','add_special_tokens':false}")
                        .ok()
                        .path("tokens")
                        .toString())
                .isEqualTo("[104,105]");
        assertThat(Client.post(server.url() + "/detokenize", "{'tokens':[104,105]}")
                        .ok()
                        .path("prompt")
                        .asText())
                .isEqualTo("hi");
    }

    @Test
    void conversationsAreAnswered() throws Exception {
        JsonNode answer = Client.post(
                        server.url() + "/v1/chat/completions",
                        "{'model':'policy','messages':[{'role':'user','content':[{'type':'text','text':'hi'}]}],"
                                + "'max_tokens':4,'seed':5,'logprobs':true,'top_logprobs':2,'return_token_ids':true}")
                .ok();

        assertThat(answer.path("prompt_token_ids").toString()).isEqualTo("[104,105]");
        assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(answer.at("/choices/0/message/content").asText()).isNotEmpty();
        assertThat(answer.at("/choices/0/logprobs/content/0/top_logprobs")).hasSize(2);
    }

    @Test
    void aStreamEndsWithDone() throws Exception {
        String events = Client.post(
                        server.url() + "/v1/chat/completions",
                        "{'messages':[{'role':'user','content':'hi'}],'max_tokens':4,'stream':true}")
                .ok()
                .asText();

        assertThat(events).startsWith("data: {").contains("\"delta\":").endsWith("data: [DONE]\n\n");
    }
}
