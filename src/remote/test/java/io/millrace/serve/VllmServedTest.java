package io.millrace.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The wire form of vLLM. */
class VllmServedTest extends DialectKit {
    private static final String NO_FILTER = "'temperature':1,'top_p':1,'top_k':0";

    VllmServedTest() {
        super("vllm");
    }

    private JsonNode complete(String fields) throws Exception {
        return Client.post(server.url() + "/v1/completions", "{'model':'policy',%s}".formatted(fields))
                .ok();
    }

    @Test
    void tokensGoInAndComeOut() throws Exception {
        JsonNode answer =
                Client.generate(server, "'n':3,'max_tokens':5,'seed':9,'ignore_eos':true,'logprobs':2," + NO_FILTER);

        assertThat(answer.path("request_id").asText()).isEqualTo("r1");
        assertThat(answer.path("choices")).hasSize(3);
        for (int i = 0; i < 3; i++) {
            JsonNode choice = answer.path("choices").path(i);
            assertThat(choice.path("index").asInt()).isEqualTo(i);
            assertThat(choice.path("token_ids")).hasSize(5);
            assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
            assertThat(choice.path("logprobs").path("content")).hasSize(5);
            assertThat(choice.path("weight_versions").toString())
                    .isEqualTo("[{\"version\":\"default\",\"start\":0,\"end\":5}]");
        }
    }

    @Test
    void aResponseOfAGroupIsThatOfASingleRequestWithTheNextSeed() throws Exception {
        JsonNode group = Client.generate(server, "'n':3,'max_tokens':6,'seed':1073741822,'ignore_eos':true");
        for (int i = 0; i < 3; i++) {
            JsonNode one =
                    Client.generate(server, "'n':1,'max_tokens':6,'ignore_eos':true,'seed':" + (1073741822L + i));
            assertThat(one.at("/choices/0/token_ids"))
                    .isEqualTo(group.path("choices").path(i).path("token_ids"));
        }
    }

    @Test
    void requestsWithoutASeedDiffer() throws Exception {
        List<JsonNode> drawn = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            drawn.add(
                    Client.generate(server, "'max_tokens':20,'ignore_eos':true").at("/choices/0/token_ids"));
        }

        assertThat(drawn).doesNotHaveDuplicates();
    }

    @Test
    void logProbsAreRawAtEveryTemperatureAndFilter() throws Exception {
        for (String settings : List.of(
                NO_FILTER,
                "'temperature':0.5,'top_p':1,'top_k':0",
                "'temperature':2,'top_p':0.9,'top_k':0",
                "'temperature':1,'top_k':3",
                "'temperature':0")) {
            JsonNode choice = Client.generate(
                            server, "'max_tokens':4,'seed':3,'ignore_eos':true,'logprobs':5," + settings)
                    .at("/choices/0");
            int[] text = {104, 105, 0, 0, 0, 0};
            for (int t = 0; t < 4; t++) {
                int id = choice.path("token_ids").path(t).asInt();
                JsonNode scored = choice.at("/logprobs/content").path(t);
                double[] raw = truth(1, Arrays.copyOf(text, 2 + t));
                assertThat(scored.path("token_id").asInt()).isEqualTo(id);
                assertThat(scored.path("logprob").asDouble()).as(settings).isCloseTo(raw[id], within(1e-4));
                assertThat(scored.path("rank").asLong())
                        .isEqualTo(1
                                + Arrays.stream(raw)
                                        .filter(other -> other > raw[id])
                                        .count());
                double[] best = Arrays.stream(raw)
                        .map(z -> -z)
                        .sorted()
                        .limit(5)
                        .map(z -> -z)
                        .toArray();
                for (int k = 0; k < 5; k++) {
                    assertThat(scored.path("top_logprobs")
                                    .path(k)
                                    .path("logprob")
                                    .asDouble())
                            .isCloseTo(best[k], within(1e-4));
                }
                text[2 + t] = id;
            }
        }
    }

    @Test
    void aStopIdOfTheModelEndsAResponseAndIsPartOfIt() throws Exception {
        JsonNode choice = stopped("");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.path("stop_reason").isNull()).isTrue();
        List<Integer> ids = Client.ids(choice.path("token_ids"));
        assertThat(ids.get(ids.size() - 1)).isEqualTo(Letters.END);
        assertThat(choice.path("text").asText()).doesNotContain("\0").hasSize(ids.size() - 1);
    }

    @Test
    void aStopIdOfTheRequestIsNamed() throws Exception {
        JsonNode all = complete("'prompt':[104],'max_tokens':50,'seed':1,'ignore_eos':true,'return_token_ids':true");
        int third = all.at("/choices/0/token_ids/2").asInt();
        JsonNode choice = complete(
                        "'prompt':[104],'max_tokens':50,'seed':1,'ignore_eos':true,'return_token_ids':true,'stop_token_ids':[%d]"
                                .formatted(third))
                .at("/choices/0");

        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.path("stop_reason").asInt()).isEqualTo(third);
    }

    private JsonNode stopped(String more) throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            JsonNode choice = complete(
                            "'prompt':[104],'max_tokens':900,'return_token_ids':true,'seed':%d%s".formatted(seed, more))
                    .at("/choices/0");
            if (choice.path("finish_reason").asText().equals("stop")) {
                return choice;
            }
        }
        throw new AssertionError("no response of 100 was ended by the policy");
    }

    @Test
    void completionsTakeBatchesOfTokensOrTexts() throws Exception {
        JsonNode answer = complete("'prompt':[[104,105],[106]],'n':2,'max_tokens':3,'ignore_eos':true,'seed':5,"
                + "'logprobs':1,'return_token_ids':true,'return_tokens_as_token_ids':true");

        assertThat(answer.path("choices")).hasSize(4);
        assertThat(answer.at("/choices/2/prompt_token_ids").toString()).isEqualTo("[106]");
        assertThat(answer.at("/choices/3/index").asInt()).isEqualTo(3);
        assertThat(answer.at("/choices/3/logprobs/tokens/0").asText())
                .isEqualTo("token_id:" + answer.at("/choices/3/token_ids/0").asInt());
        assertThat(answer.at("/choices/3/logprobs/top_logprobs/0").size()).isBetween(1, 2);
        assertThat(answer.at("/usage").toString())
                .isEqualTo("{\"prompt_tokens\":3,\"completion_tokens\":12,\"total_tokens\":15}");
        JsonNode text = complete("'prompt':'hi','max_tokens':3,'ignore_eos':true,'seed':5,'return_token_ids':true");
        assertThat(text.at("/choices/0/token_ids")).isEqualTo(answer.at("/choices/0/token_ids"));
    }

    @Test
    void promptsAreScored() throws Exception {
        JsonNode scored = complete("'prompt':[104,105,106],'max_tokens':1,'prompt_logprobs':0")
                .at("/choices/0/prompt_logprobs");

        assertThat(scored.get(0).isNull()).isTrue();
        assertThat(scored.at("/1/105/logprob").asDouble()).isCloseTo(truth(1, 104)[105], within(1e-4));
        assertThat(scored.at("/2/106/logprob").asDouble()).isCloseTo(truth(1, 104, 105)[106], within(1e-4));
        JsonNode echoed = complete("'prompt':[104,105,106],'max_tokens':0,'echo':true,'logprobs':0")
                .at("/choices/0/logprobs/token_logprobs");
        assertThat(echoed).hasSize(3);
        assertThat(echoed.get(2).asDouble()).isCloseTo(truth(1, 104, 105)[106], within(1e-4));
    }

    @Test
    void omittedOptionsHaveTheServersDefaults() throws Exception {
        assertThat(complete("'prompt':[104],'ignore_eos':true,'return_token_ids':true")
                        .at("/choices/0/token_ids"))
                .hasSize(16);
        GenerationDefaults greedy =
                new GenerationDefaults(OptionalDouble.of(0), OptionalDouble.empty(), OptionalInt.empty());
        try (FakeServer other = FakeServer.start(
                "vllm", FakeServer.Setup.logits(Weights.write(folder, 1)).with(greedy))) {
            String url = other.url() + "/v1/completions";
            String body = "{'prompt':[104],'return_token_ids':true,'ignore_eos':true%s}";
            assertThat(Client.post(url, body.formatted("")).ok().at("/choices/0/token_ids"))
                    .isEqualTo(Client.post(url, body.formatted("")).ok().at("/choices/0/token_ids"));
            assertThat(Client.post(url, body.formatted(",'temperature':1")).ok().at("/choices/0/token_ids"))
                    .isNotEqualTo(Client.post(url, body.formatted(",'temperature':1"))
                            .ok()
                            .at("/choices/0/token_ids"));
        }
    }

    @Test
    void invalidRequestsAreRejectedInVllmsForm() throws Exception {
        String url = server.url() + "/inference/v1/generate";
        Client.Answer tooLong = Client.post(
                url, "{'token_ids':[%s],'sampling_params':{'max_tokens':1}}".formatted("1,".repeat(999) + "1"));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.body().at("/error/type").asText()).isEqualTo("BadRequestError");
        assertThat(tooLong.error()).contains("maximum context length is 1000 tokens");
        assertThat(Client.post(url, "{'token_ids':[1],'sampling_params':{'max_tokens':1000}}")
                        .error())
                .contains("maximum context length is 1000 tokens")
                .contains("1000 > 1000 - 1");
        assertThat(Client.post(url, "{'token_ids':[128],'sampling_params':{}}").error())
                .contains("Token id 128 is out of vocabulary");
        assertThat(Client.post(url, "{'token_ids':[1],'sampling_params':{'min_p':0.1}}")
                        .error())
                .contains("min_p: must be absent or off");
        assertThat(Client.post(url, "{'token_ids':[1],'sampling_params':{'logprobs':21}}")
                        .error())
                .contains("greater than max allowed: 20");
        assertThat(Client.post(url, "{'token_ids':[1").status()).isEqualTo(400);
        assertThat(Client.post(server.url() + "/v1/completions", "{'model':'other','prompt':[1]}")
                        .status())
                .isEqualTo(404);
        assertThat(Client.get(server.url() + "/nothing").status()).isEqualTo(404);
        assertThat(Client.get(server.url() + "/v1/completions").status()).isEqualTo(405);
    }
}
