package io.millrace.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The wire form of llama.cpp's server. */
class LlamaServedTest extends DialectKit {
    LlamaServedTest() {
        super("llamacpp");
    }

    private JsonNode complete(String fields) throws Exception {
        return Client.post(server.url() + "/completion", "{%s}".formatted(fields))
                .ok();
    }

    @Test
    void tokensGoInAndComeOut() throws Exception {
        JsonNode answer = complete("'prompt':[104,105,33],'n_predict':3,'n_probs':5,'return_tokens':true,"
                + "'temperature':1.0,'samplers':['temperature'],'seed':7,'cache_prompt':false,'ignore_eos':true");

        assertThat(answer.path("tokens")).hasSize(3);
        assertThat(answer.path("stop").asBoolean()).isTrue();
        assertThat(answer.path("stop_type").asText()).isEqualTo("limit");
        assertThat(answer.path("tokens_predicted").asInt()).isEqualTo(3);
        assertThat(answer.path("tokens_evaluated").asInt()).isEqualTo(3);
        assertThat(answer.path("truncated").asBoolean(true)).isFalse();
        assertThat(answer.path("completion_probabilities")).hasSize(3);
        JsonNode first = answer.at("/completion_probabilities/0");
        assertThat(first.path("id").asInt()).isEqualTo(answer.at("/tokens/0").asInt());
        assertThat(first.path("logprob").asDouble())
                .isCloseTo(truth(1, 104, 105, 33)[first.path("id").asInt()], within(1e-4));
        assertThat(first.path("top_logprobs")).hasSize(5);
        assertThat(answer.at("/generation_settings/temperature").asDouble()).isEqualTo(1);
        assertThat(answer.at("/generation_settings/top_k").asInt()).isZero();
        assertThat(answer.at("/generation_settings/samplers").toString()).isEqualTo("[\"temperature\"]");
    }

    @Test
    void theWholeVocabularyMayBeAskedFor() throws Exception {
        JsonNode top = complete("'prompt':[104],'n_predict':1,'n_probs':128,'samplers':[],'return_tokens':true")
                .at("/completion_probabilities/0/top_logprobs");

        assertThat(top).hasSize(128);
        assertThat(StreamSupport.stream(top.spliterator(), false)
                        .mapToDouble(one -> Math.exp(one.path("logprob").asDouble()))
                        .sum())
                .isCloseTo(1, within(1e-4));
    }

    @Test
    void itsDefaultsFilterTheTokens() throws Exception {
        JsonNode settings = complete("'prompt':[104],'n_predict':1").path("generation_settings");

        assertThat(settings.path("temperature").asDouble()).isEqualTo(0.8);
        assertThat(settings.path("top_k").asInt()).isEqualTo(40);
        assertThat(settings.path("top_p").asDouble()).isEqualTo(0.95);
    }

    @Test
    void severalPromptsAreAnsweredByAListInOrder() throws Exception {
        JsonNode answers = complete("'prompt':[[104],[105,106]],'n_predict':2,'seed':3,'samplers':['temperature'],"
                + "'ignore_eos':true,'return_tokens':true");
        JsonNode alone = complete("'prompt':[105,106],'n_predict':2,'seed':3,'samplers':['temperature'],"
                + "'ignore_eos':true,'return_tokens':true");

        assertThat(answers).hasSize(2);
        assertThat(answers.at("/1/tokens_evaluated").asInt()).isEqualTo(2);
        assertThat(answers.at("/1/tokens")).isEqualTo(alone.path("tokens"));
    }

    @Test
    void invalidRequestsAreRejectedInItsForm() throws Exception {
        String url = server.url() + "/completion";
        Client.Answer tooLong = Client.post(url, "{'prompt':[%s]}".formatted("1,".repeat(999) + "1"));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.body().at("/error/type").asText()).isEqualTo("exceed_context_size_error");
        assertThat(tooLong.body().at("/error/n_prompt_tokens").asInt()).isEqualTo(1000);
        assertThat(tooLong.body().at("/error/n_ctx").asInt()).isEqualTo(1000);
        assertThat(Client.post(url, "{'prompt':[1],'min_p':0.05}").error()).contains("min_p");
        assertThat(Client.post(url, "{'prompt':[1],'min_p':0.05,'samplers':['temperature'],'n_predict':1}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theServerTellsWhatItIs() throws Exception {
        assertThat(Client.get(server.url() + "/health").ok().toString()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(Client.get(server.url() + "/props")
                        .ok()
                        .at("/default_generation_settings/n_ctx")
                        .asInt())
                .isEqualTo(1000);
        assertThat(Client.get(server.url() + "/v1/models")
                        .ok()
                        .at("/data/0/meta/n_vocab")
                        .asInt())
                .isEqualTo(128);
        assertThat(Client.post(server.url() + "/tokenize", "{'content':'hi'}")
                        .ok()
                        .toString())
                .isEqualTo("{\"tokens\":[104,105]}");
        assertThat(Client.post(server.url() + "/update_weights_from_disk", "{}").status())
                .isEqualTo(404);
    }
}
