package io.millrace.server;

import io.millrace.config.MillraceConfig;
import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.server.ServerFault.Kind;
import io.millrace.server.ServerReport.Finding;
import io.millrace.token.Tokenizer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Checks a server before a run depends on it: its kind, whether it fits a policy by the tests that a run makes at its start ({@link
 * Canary}), and figures to choose options by.
 */
public final class ServerCheck implements AutoCloseable {
    private final List<ServerKind> kinds;
    private final PolicyTraits expected;
    private final PolicyVersion policy;
    private final ServersConfig options;
    private final Optional<String> authorization;
    private final Reference reference;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(ServerCheck::thread);
    private final ExecutorService workers = Executors.newCachedThreadPool(ServerCheck::thread);

    /**
     * @param kinds the kinds to try, in this order
     * @param config its policy.servers name the API key and the model
     * @param folder folder of the policy
     * @param tokenizer the tokenizer of that policy
     * @param nanoTime a monotonic clock, in nanoseconds
     * @throws PolicyException if an API key is configured but missing
     */
    public ServerCheck(
            List<ServerKind> kinds, MillraceConfig config, Path folder, Tokenizer tokenizer, LongSupplier nanoTime) {
        this(kinds, config, folder, tokenizer, new EngineReference(() -> Servers.embedded(config, folder)), nanoTime);
    }

    /** @param reference the policy */
    ServerCheck(
            List<ServerKind> kinds,
            MillraceConfig config,
            Path folder,
            Tokenizer tokenizer,
            Reference reference,
            LongSupplier nanoTime) {
        this.kinds = List.copyOf(kinds);
        this.reference = reference;
        this.nanoTime = nanoTime;
        options = config.policy().servers();
        authorization = ApiKey.header(options, System::getenv);
        policy = new PolicyVersion(0, 0, folder, Map.of());
        expected = PolicyTraits.of(config, folder, tokenizer);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "server-check");
        thread.setDaemon(true);
        return thread;
    }

    /** Checks a server. */
    public ServerReport check(URI server) throws InterruptedException {
        Http http = new Http(authorization, timer, workers);
        List<Finding> rejections = new ArrayList<>();
        for (ServerKind kind : kinds) {
            Canary canary = new Canary(http, kind.dialects(), expected, options.latency());
            List<Finding> findings = new ArrayList<>();
            try {
                ServerTraits traits = canary.test(server.toString(), server);
                ServerFigures figures = new ServerFigures(http, server, traits, expected, options, nanoTime);
                findings.addAll(identity(kind, traits.dialect().name(), traits.identity()));
                findings.add(figures.tokenizer());
                findings.addAll(figures.sampling());
                Comparison weights = comparison(figures);
                findings.add(weights.finding());
                findings.addAll(figures.updates());
                findings.addAll(
                        figures.refusals(authorization.isPresent(), new Http(Optional.empty(), timer, workers)));
                findings.addAll(figures.speed());
                boolean fits = !weights.differ()
                        || kind.capabilities().learns()
                        || options.weights().probe() == ServersConfig.Weights.Probe.NONE;
                findings.add(new Finding("fits", fits ? "yes" : "no: it has other weights, and keeps them"));
                return new ServerReport(findings, Optional.of(kind.name()), fits);
            } catch (RefusedException e) {
                findings.addAll(identity(kind, canary, server));
                findings.add(new Finding("fits", "no: " + e.reason()));
                return new ServerReport(findings, Optional.of(kind.name()), false);
            } catch (ServerFault e) {
                if (e.kind() != Kind.REJECTED) {
                    return failed(kind, canary, server, e);
                }
                rejections.add(new Finding(kind.name(), "no: " + e.reason()));
            }
        }
        rejections.add(new Finding("fits", "no: it answers the paths of none of these servers"));
        return new ServerReport(rejections, Optional.empty(), false);
    }

    /** A server that fails before its kind is known is reported without one. */
    private ServerReport failed(ServerKind kind, Canary canary, URI server, ServerFault fault)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        boolean known = fault.kind() == Kind.UNUSABLE || fault.kind() == Kind.TOO_LONG;
        if (known) {
            findings.addAll(identity(kind, canary, server));
        }
        findings.add(new Finding("fits", "no: " + fault.reason()));
        return new ServerReport(findings, known ? Optional.of(kind.name()) : Optional.empty(), false);
    }

    private static List<Finding> identity(ServerKind kind, Canary canary, URI server) throws InterruptedException {
        try {
            return identity(kind, kind.name(), canary.identity(server));
        } catch (ServerFault e) {
            return List.of(new Finding("server", kind.name()));
        }
    }

    private static List<Finding> identity(ServerKind kind, String dialect, Identity identity) {
        return List.of(
                new Finding(
                        "server",
                        "%s, answers %s%s"
                                .formatted(
                                        kind.name(),
                                        dialect,
                                        identity.version().isEmpty() ? "" : ", version " + identity.version())),
                new Finding(
                        "model",
                        "%s, context of %s tokens, %s token ids"
                                .formatted(
                                        identity.model().isEmpty() ? "without a name" : identity.model(),
                                        told(identity.contextTokens()),
                                        told(identity.vocabulary()))));
    }

    private static String told(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "an unknown number of";
    }

    /** Whether a server has the weights of the policy. */
    private record Comparison(Finding finding, boolean differ) {
        static Comparison of(boolean differ, String result) {
            return new Comparison(new Finding("weights", result), differ);
        }
    }

    private Comparison comparison(ServerFigures figures) throws ServerFault, InterruptedException {
        try {
            double gap = figures.gap(reference, policy);
            return gap <= options.weights().tolerance()
                    ? Comparison.of(
                            false, "those of %s: log-probs differ by %.5f nats per token".formatted(policy.path(), gap))
                    : Comparison.of(
                            true,
                            "not those of %s: log-probs differ by %.3f nats per token".formatted(policy.path(), gap));
        } catch (PolicyException e) {
            return Comparison.of(false, "not compared with %s: %s".formatted(policy.path(), e.getMessage()));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        reference.close();
    }
}
