package io.millrace.verify.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import io.millrace.verify.ResponseText;
import io.millrace.verify.http.RequestFailedException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON format of requests and responses.
 *
 * <pre>
 *   {"verifier": "judge",
 *    "prompt": {"id": "q1", "messages": [{"role": "user", "content": "1+1?"}], "truths": ["2"], "source": "sums"},
 *    "replies": [{"text": "&lt;think>...&lt;/think> 2", "said": " 2", "stopped": true}]}
 *
 *   {"verdicts": [{"verdict": "correct", "reason": "same number"}]}
 * </pre>
 *
 * <p>The response has a verdict for each reply, in order: {@code correct}, {@code wrong} or {@code ungraded}; or a
 * score instead, which counts as correct at or above the threshold. An invalid verdict leaves that reply ungraded, and
 * an invalid list leaves all replies ungraded.
 */
final class Protocol {
    private static final int MAX_REASON_LENGTH = 300;

    /** Python writes NaN and Infinity literally: they invalidate one score, not the whole response. */
    private static final JsonMapper JSON = JsonMappers.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String name;
    private final double threshold;

    Protocol(String name, double threshold) {
        this.name = name;
        this.threshold = threshold;
    }

    byte[] request(Prompt prompt, List<ResponseText> replies) {
        ObjectNode request = JSON.createObjectNode().put("verifier", name);
        ObjectNode asked = request.putObject("prompt").put("id", prompt.queryId());
        ArrayNode messages = asked.putArray("messages");
        for (ChatMessage message : prompt.messages()) {
            messages.addObject().put("role", message.role()).put("content", message.content());
        }
        ArrayNode truths = asked.putArray("truths");
        prompt.truths().forEach(truths::add);
        asked.put("source", prompt.source());
        ArrayNode said = request.putArray("replies");
        for (ResponseText reply : replies) {
            said.addObject()
                    .put("text", reply.text())
                    .put("said", reply.afterThinking())
                    .put("stopped", reply.stopped());
        }
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("verifier %s: request could not be written as JSON".formatted(name), e);
        }
    }

    /** @param replies number of replies in the request */
    List<Verdict> verdicts(byte[] body, int replies) throws RequestFailedException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            throw lasting("answer must be JSON, began with '%s'".formatted(shortened(body)));
        }
        JsonNode list = answer.path("verdicts");
        if (!list.isArray()) {
            throw lasting("answer must have a list of verdicts, was '%s'".formatted(shortened(body)));
        }
        if (list.size() != replies) {
            throw lasting("answer must have a verdict for each of %d replies, had %d".formatted(replies, list.size()));
        }
        List<Verdict> verdicts = new ArrayList<>();
        list.forEach(one -> verdicts.add(verdict(one)));
        return verdicts;
    }

    private Verdict verdict(JsonNode one) {
        JsonNode score = one.path("score");
        String reason = shortened(one.path("reason").asText(""));
        if (one.has("verdict") == one.has("score")) {
            return bad("an entry of verdicts must have either a verdict or a score, was " + shortened(one.toString()));
        }
        if (one.has("score")) {
            return score.isNumber() && Double.isFinite(score.doubleValue())
                    ? graded(score.doubleValue() >= threshold, reason)
                    : bad("a score must be a finite number, was "
                            + (score.isNumber() ? score.asText() : shortened(score.toString())));
        }
        String verdict = one.path("verdict").asText("");
        return switch (verdict) {
            case "correct" -> graded(true, reason);
            case "wrong" -> graded(false, reason);
            case "ungraded" -> bad("says ungraded: " + reason);
            default -> bad("a verdict must be correct, wrong or ungraded, was '%s'".formatted(shortened(verdict)));
        };
    }

    private static Verdict graded(boolean correct, String reason) {
        return new Verdict(correct ? Verdict.Kind.CORRECT : Verdict.Kind.INCORRECT, reason);
    }

    private Verdict bad(String rule) {
        return Verdict.ungraded("verifier %s: %s".formatted(name, rule));
    }

    private static RequestFailedException lasting(String rule) {
        return new RequestFailedException(Kind.PERMANENT, rule);
    }

    /** The beginning of a response, for messages. */
    static String shortened(byte[] body) {
        return shortened(new String(body, 0, Math.min(body.length, 2 * MAX_REASON_LENGTH), StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MAX_REASON_LENGTH ? line : line.substring(0, MAX_REASON_LENGTH) + "...";
    }
}
