package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace serve} with the shipped policy and the embedded engine. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServeIT {
    @TempDir
    Path temp;

    private static List<String> await(CommandProcess command) throws Exception {
        while (true) {
            String output = Files.readString(command.output());
            if (output.contains("curl") && output.endsWith("\n")) {
                return output.lines().toList();
            }
            assertThat(command.process().isAlive()).as(output).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static JsonNode post(String url, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMappers.plain().readTree(answer.body());
    }

    private static String addressAt(List<String> lines, int index) {
        return lines.stream()
                .filter(line -> line.startsWith("serve: http"))
                .toList()
                .get(index)
                .substring("serve: ".length());
    }

    @Test
    void twoServersAreStartedAndThePrintedCommandWorks() throws Exception {
        CommandProcess command = CommandProcess.start(temp, "serve", "--port", "0", "--replicas", "2");
        try {
            List<String> lines = await(command);
            Process curl = new ProcessBuilder(
                            "bash", "-c", lines.get(lines.size() - 1).strip())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(JsonMappers.plain()
                            .readTree(printed)
                            .at("/choices/0/message/content")
                            .asText())
                    .as(printed)
                    .contains("<think>");
            rawLogProbsAreThoseOfTheScoredText(addressAt(lines, 1));
        } finally {
            command.process().destroy();
        }
        assertThat(command.await().exit()).isZero();
    }

    /** At temperature 2, the served log-probabilities of the response are those of the model at temperature 1. */
    private static void rawLogProbsAreThoseOfTheScoredText(String url) throws Exception {
        JsonNode choice = post(
                        url + "/inference/v1/generate",
                        "{\"token_ids\":[5,6,7],\"sampling_params\":{\"max_tokens\":8,\"temperature\":2,\"top_p\":0.9,\"logprobs\":3,\"ignore_eos\":true}}")
                .at("/choices/0");
        StringBuilder text = new StringBuilder("5,6,7");
        choice.path("token_ids").forEach(id -> text.append(',').append(id.asInt()));
        JsonNode scored = post(
                        url + "/v1/completions",
                        "{\"prompt\":[%s],\"max_tokens\":1,\"prompt_logprobs\":0}".formatted(text))
                .at("/choices/0/prompt_logprobs");
        for (int i = 0; i < 8; i++) {
            JsonNode token = choice.at("/logprobs/content").path(i);
            assertThat(token.path("logprob").asDouble())
                    .isCloseTo(
                            scored.path(3 + i)
                                    .path(token.path("token_id").asText())
                                    .path("logprob")
                                    .asDouble(),
                            within(1e-3));
        }
    }
}
