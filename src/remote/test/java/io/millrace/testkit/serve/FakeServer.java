package io.millrace.testkit.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyEngine;
import io.millrace.serve.Call;
import io.millrace.serve.GenerationDefaults;
import io.millrace.serve.PolicyServer;
import io.millrace.serve.Reply;
import io.millrace.serve.Route;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedDialect;
import io.millrace.serve.ServedModel;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An inference server of a dialect on a local port, with faults that can change while it runs. */
public final class FakeServer implements AutoCloseable {
    private final String dialect;
    private final Setup setup;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile List<Fault> faults = List.of();
    private ServedModel model;
    private PolicyServer server;
    private final int port;

    /** A request that has arrived. */
    public record Asked(String method, String path, JsonNode body) {}

    /**
     * Settings of a server.
     *
     * @param weights folder of the weights that it starts with, also when it is restarted
     * @param engine opens an engine with a version
     * @param tokenizer its tokenizer
     * @param defaults sampling options for requests that omit them
     * @param config its settings
     */
    public record Setup(
            Path weights,
            Function<PolicyVersion, PolicyEngine> engine,
            Tokenizer tokenizer,
            GenerationDefaults defaults,
            ServeConfig config) {
        /** The policy of {@link LogitEngine} with 128 tokens and a context of 1000. */
        public static Setup logits(Path weights) {
            return new Setup(
                    weights,
                    version -> new LogitEngine(Letters.VOCABULARY, 1000, version),
                    new Letters(0),
                    GenerationDefaults.NONE,
                    ServeConfig.LOCAL);
        }

        /** This setup with another engine. */
        public Setup on(Function<PolicyVersion, PolicyEngine> other) {
            return new Setup(weights, other, tokenizer, defaults, config);
        }

        /** This setup with another tokenizer. */
        public Setup with(Tokenizer other) {
            return new Setup(weights, engine, other, defaults, config);
        }

        /** This setup with defaults of the model. */
        public Setup with(GenerationDefaults other) {
            return new Setup(weights, engine, tokenizer, other, config);
        }

        /** This setup with other settings of the server. */
        public Setup with(ServeConfig other) {
            return new Setup(weights, engine, tokenizer, defaults, other);
        }
    }

    private FakeServer(String dialect, Setup setup) {
        this.dialect = dialect;
        this.setup = setup;
        model = open(setup);
        server = listen(setup.config());
        port = server.port();
    }

    /** Starts a server on a free port. */
    public static FakeServer start(String dialect, Setup setup, Fault... faults) {
        FakeServer server = new FakeServer(dialect, setup);
        server.setFaults(faults);
        return server;
    }

    private static ServedModel open(Setup setup) {
        PolicyVersion first = new PolicyVersion(0, 0, setup.weights(), Map.of());
        ServedModel.Identity identity = new ServedModel.Identity("policy", setup.weights(), setup.defaults(), 0, 7);
        return new ServedModel(
                identity,
                setup.engine().apply(first),
                setup.tokenizer(),
                setup.config().limits());
    }

    private PolicyServer listen(ServeConfig config) {
        return PolicyServer.start(config, ServedDialect.named(dialect), model, this::around);
    }

    private Route around(Route route) {
        return new Route(route.method(), route.path(), route.open(), call -> {
            asked.add(new Asked(
                    call.method(),
                    call.path(),
                    call.isEmpty()
                            ? JsonMappers.plain().nullNode()
                            : call.fields().node()));
            return through(faults, 0, route.handler(), call);
        });
    }

    private static CompletableFuture<Reply> through(List<Fault> faults, int index, Route.Handler server, Call call) {
        return index == faults.size()
                ? server.answer(call)
                : faults.get(index).answer(call, next -> through(faults, index + 1, server, next));
    }

    /** Replaces the faults; the first one sees a request first. */
    public void setFaults(Fault... replaced) {
        faults = List.of(replaced);
    }

    /** Its address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The requests so far, in the order of arrival. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The requests so far for a path. */
    public List<Asked> asked(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).toList();
    }

    /** The model that it serves now. */
    public ServedModel model() {
        return model;
    }

    /** Dies: its port refuses connections, and those that are open are closed. */
    public synchronized void kill() {
        server.close();
        model.close();
    }

    /** Starts again on the same port, with the weights that it had at first. */
    public synchronized void restart() {
        kill();
        model = open(setup);
        server = listen(setup.config().at(port));
    }

    @Override
    public synchronized void close() {
        kill();
    }
}
