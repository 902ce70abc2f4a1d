package io.millrace.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.eval.Evaluation;
import io.millrace.eval.HeldOutResult;
import io.millrace.json.JsonMappers;
import io.millrace.method.ReportSection;
import io.millrace.model.VisitEnd;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A run's report as JSON. */
final class ReportJson {
    private static final JsonMapper MAPPER = JsonMappers.plain();

    private ReportJson() {}

    static String write(RunReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("steps", report.steps());
        root.put("firstStep", report.firstStep());
        put(root, "wallSeconds", report.wall().toMillis() / 1000.0);
        ObjectNode eval = root.putObject("eval");
        List<HeldOutResult> results = report.results();
        if (!results.isEmpty()) {
            result(eval.putObject("before"), results.get(0));
        }
        if (results.size() > 2) {
            ArrayNode during = eval.putArray("during");
            results.subList(1, results.size() - 1).forEach(one -> result(during.addObject(), one));
        }
        if (results.size() > 1) {
            result(eval.putObject("after"), results.get(results.size() - 1));
        }
        ledger(root.putObject("ledger"), report.ledger());
        ObjectNode throughput = root.putObject("throughput");
        put(throughput, "responsesPerSecond", report.throughput().responsesPerSecond());
        put(throughput, "tokensPerSecond", report.throughput().tokensPerSecond());
        put(throughput, "trainTokensPerSecond", report.throughput().trainTokensPerSecond());
        ObjectNode staleness = root.putObject("staleness");
        put(staleness, "mean", report.staleness().mean());
        staleness.put("max", report.staleness().max());
        methods(root.putObject("methods"), report.methods());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("run report: could not be written as JSON", e);
        }
    }

    private static void methods(ObjectNode node, MethodsReport methods) {
        node.put("groups", methods.groups());
        node.put("zeroAdvantage", methods.zeroAdvantage());
        for (ReportSection section : methods.sections()) {
            ObjectNode values = section.name().isEmpty() ? node : node.putObject(section.name());
            section.values().forEach((name, value) -> {
                if (value instanceof Long || value instanceof Integer) {
                    values.put(name, value.longValue());
                } else {
                    put(values, name, value.doubleValue());
                }
            });
        }
    }

    private static void ledger(ObjectNode node, Ledger ledger) {
        node.put("read", ledger.read());
        node.put("trained", ledger.trained());
        ObjectNode other = node.putObject("other");
        ledger.ends().forEach((kind, count) -> {
            if (kind != VisitEnd.Kind.TRAINED) {
                other.put(name(kind), count);
            }
        });
        other.put("open", ledger.open());
    }

    /** In the format of the other keys: TOO_STALE is tooStale. */
    private static String name(VisitEnd.Kind kind) {
        return Pattern.compile("_(.)")
                .matcher(kind.name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static void result(ObjectNode node, HeldOutResult result) {
        node.put("step", result.step());
        evaluation(node.putObject("greedy"), result.greedy());
        evaluation(node.putObject("sampled"), result.sampled());
    }

    private static void evaluation(ObjectNode node, Evaluation evaluation) {
        node.put("prompts", evaluation.prompts());
        node.put("responses", evaluation.responses());
        put(node, "reward", evaluation.reward());
        put(node, "accuracy", evaluation.accuracy());
        put(node, "tokens", evaluation.tokens());
        put(node, "truncated", evaluation.truncated());
        if (!evaluation.metrics().isEmpty()) {
            ObjectNode metrics = node.putObject("metrics");
            evaluation.metrics().forEach((name, value) -> put(metrics, name, value));
        }
        ObjectNode passAt = node.putObject("passAt");
        evaluation.passAt().forEach(pass -> put(passAt, String.valueOf(pass.k()), pass.value()));
        node.put("ungraded", evaluation.ungraded());
        node.put("failed", evaluation.failed());
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
