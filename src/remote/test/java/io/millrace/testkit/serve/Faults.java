package io.millrace.testkit.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.serve.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The faults of inference servers. */
public final class Faults {
    /** Names of lists of token ids in the dialects' answers. */
    private static final List<String> IDS = List.of("token_ids", "output_ids", "tokens");

    /** Names of log-probabilities in the dialects' answers. */
    private static final List<String> SCORES =
            List.of("logprobs", "output_token_logprobs", "output_top_logprobs", "completion_probabilities");

    /** Paths that sample. */
    public static final String[] SAMPLING = {
        "/v1/completions", "/inference/v1/generate", "/generate", "/completion", "/v1/chat/completions"
    };

    /** Paths that load weights. */
    public static final String[] LOADING = {"/collective_rpc", "/update_weights_from_disk"};

    private Faults() {}

    /** 503, as a full queue. */
    public static Fault unavailable() {
        return status(503, "{\"error\":{\"message\":\"The request queue is full.\",\"code\":503}}");
    }

    /** An error. */
    public static Fault status(int status, String body) {
        return (call, server) -> CompletableFuture.completedFuture(
                new Reply.Whole(status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers as if one slot decoded all tokens one after another at a speed. */
    public static Fault slow(double tokensPerSecond) {
        AtomicLong free = new AtomicLong(System.nanoTime());
        return (call, server) -> server.answer(call).thenCompose(reply -> {
            long work = (long) (1e9 * tokens(tree(reply)) / tokensPerSecond);
            long now = System.nanoTime();
            long done = free.updateAndGet(until -> Math.max(until, now) + work);
            return CompletableFuture.supplyAsync(
                    () -> reply, CompletableFuture.delayedExecutor(done - now, TimeUnit.NANOSECONDS));
        });
    }

    /** Answers later. */
    public static Fault late(Duration delay) {
        return (call, server) -> server.answer(call)
                .thenApplyAsync(
                        reply -> reply, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Closes the connection in the middle of the body. */
    public static Fault cutBody() {
        return (call, server) -> server.answer(call)
                .thenApply(reply -> broken(reply, wire -> {
                    byte[] all = reply.content();
                    wire.sendPart(reply.status(), reply.type(), all.length, Arrays.copyOf(all, all.length / 2));
                    wire.close();
                }));
    }

    /** Closes the connection without an answer. */
    public static Fault reset() {
        return (call, server) -> CompletableFuture.completedFuture(broken(Reply.empty(), Reply.Wire::close));
    }

    /** Sends the head of an answer and nothing more. */
    public static Fault hangAfterHeaders() {
        return (call, server) -> server.answer(call)
                .thenApply(reply ->
                        broken(reply, wire -> wire.sendPart(200, reply.type(), reply.content().length, new byte[0])));
    }

    /** Sends the first half of the JSON as if it were all. */
    public static Fault halfJson() {
        return (call, server) -> server.answer(call)
                .thenApply(reply -> new Reply.Whole(
                        reply.status(), reply.type(), Arrays.copyOf(reply.content(), reply.content().length / 2)));
    }

    /** Leaves out the last token id of each response, but not its log-probability. */
    public static Fault wrongNumberOfTokens() {
        return changed(tree -> each(tree, IDS, (parent, name) -> {
            if (parent.get(name) instanceof ArrayNode ids && ids.size() > 0) {
                ids.remove(ids.size() - 1);
            }
        }));
    }

    /** Leaves out the last log-probability of each response, as llama.cpp does for a token that is part of a character. */
    public static Fault wrongNumberOfLogProbs() {
        return changed(tree -> each(tree, SCORES, (parent, name) -> {
            JsonNode scores = parent.get(name);
            for (JsonNode list : List.of(scores, scores.path("content"), scores.path("token_logprobs"))) {
                if (list instanceof ArrayNode values && values.size() > 0) {
                    values.remove(values.size() - 1);
                }
            }
        }));
    }

    /** Processes one token less of the prompt, as old servers of llama.cpp do silently if it is too long. */
    public static Fault truncatedPrompt() {
        return changed(tree -> each(
                tree,
                List.of("tokens_evaluated", "prompt_tokens"),
                (parent, name) -> parent.put(name, parent.get(name).asInt() - 1)));
    }

    /** Answers every request for samples with the first answer: a server that costs almost nothing, to measure clients. */
    public static Fault replayed() {
        AtomicReference<CompletableFuture<Reply>> first = new AtomicReference<>();
        Fault fault = (call, server) -> {
            if (first.get() == null) {
                first.compareAndSet(null, server.answer(call));
            }
            return first.get();
        };
        return fault.on(SAMPLING);
    }

    /** Text alone: neither token ids nor log-probabilities, as servers that do not know the options send. */
    public static Fault textOnly() {
        return changed(tree -> {
            each(tree, IDS, ObjectNode::remove);
            each(tree, SCORES, ObjectNode::remove);
        });
    }

    /** The log-probability of the first token of each response is not a number, as Python writes it. */
    public static Fault nanLogProb() {
        return (call, server) -> server.answer(call)
                .thenApply(reply -> Reply.text(
                        reply.type(),
                        new String(reply.content(), StandardCharsets.UTF_8)
                                .replaceFirst(
                                        "(\"logprob\":|\"token_logprobs\":\\[|\"output_token_logprobs\":\\[\\[)-?[0-9.E-]+",
                                        "$1NaN")));
    }

    /** The log-probability of the first token of each response is -9999, as vLLM writes what is not a number. */
    public static Fault minus9999() {
        return (call, server) -> server.answer(call)
                .thenApply(reply -> Reply.text(
                        reply.type(),
                        new String(reply.content(), StandardCharsets.UTF_8)
                                .replaceFirst(
                                        "(\"logprob\":|\"token_logprobs\":\\[|\"output_token_logprobs\":\\[\\[)-?[0-9.E-]+",
                                        "$1-9999.0")));
    }

    /** Reports that weights were loaded, and keeps the old ones. Their label is the new one where the client sets it apart. */
    public static Fault staleWeights() {
        Fault fault = (call, server) -> CompletableFuture.completedFuture(
                Reply.text(
                        "application/json",
                        call.path().equals("/collective_rpc")
                                ? "{\"results\":[null]}"
                                : "{\"success\":true,\"message\":\"Succeeded to update model weights.\",\"num_paused_requests\":0}"));
        return fault.on(LOADING);
    }

    /** Weights cannot be loaded. */
    public static Fault failedUpdate() {
        return status(500, "{\"error\":{\"message\":\"out of memory\",\"code\":500}}")
                .on(LOADING);
    }

    /** The cache of prefixes is not reset, which vLLM answers with 200. */
    public static Fault cacheNotReset() {
        return status(200, "{\"success\":false}").on("/reset_prefix_cache");
    }

    /**
     * Loses the body of a request that offers an upgrade to HTTP/2, as uvicorn with httptools does (vLLM #57203): clients must be
     * fixed to HTTP/1.1.
     */
    public static Fault emptyBodyOnUpgrade() {
        return (call, server) ->
                call.header("Upgrade").equalsIgnoreCase("h2c") && call.method().equals("POST")
                        ? CompletableFuture.completedFuture(new Reply.Whole(
                                400,
                                "application/json",
                                "{\"error\":{\"message\":\"[{'type': 'missing', 'loc': ('body',), 'msg': 'Field required', 'input': None}]\",\"type\":\"Bad Request\",\"param\":null,\"code\":400}}"
                                        .getBytes(StandardCharsets.UTF_8)))
                        : server.answer(call);
    }

    private static Fault changed(Consumer<JsonNode> change) {
        return (call, server) -> server.answer(call).thenApply(reply -> {
            JsonNode tree = tree(reply);
            change.accept(tree);
            return Reply.json(reply.status(), tree);
        });
    }

    private static JsonNode tree(Reply reply) {
        try {
            return JsonMappers.plain().readTree(reply.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long tokens(JsonNode tree) {
        AtomicLong count = new AtomicLong();
        each(tree, IDS, (parent, name) -> count.addAndGet(parent.get(name).size()));
        return count.get();
    }

    private interface Change {
        void at(ObjectNode parent, String name);
    }

    /** Changes the named fields, except those inside of log-probabilities, where vLLM names tokens, too. */
    private static void each(JsonNode tree, List<String> names, Change change) {
        if (tree instanceof ObjectNode object) {
            for (String name : names) {
                if (object.has(name)) {
                    change.at(object, name);
                }
            }
            object.properties().forEach(field -> {
                if (!field.getKey().equals("logprobs")) {
                    each(field.getValue(), names, change);
                }
            });
        } else {
            tree.forEach(child -> each(child, names, change));
        }
    }

    private static Reply broken(Reply reply, Consumer<Reply.Wire> send) {
        return new Reply() {
            @Override
            public int status() {
                return reply.status();
            }

            @Override
            public String type() {
                return reply.type();
            }

            @Override
            public byte[] content() {
                return reply.content();
            }

            @Override
            public void send(Wire wire) {
                send.accept(wire);
            }
        };
    }
}
