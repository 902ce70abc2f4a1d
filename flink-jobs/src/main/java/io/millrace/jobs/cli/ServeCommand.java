package io.millrace.jobs.cli;

import io.millrace.check.BindAddress;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.serve.ServedPolicy;
import io.millrace.jobs.serve.StoreUpdates;
import io.millrace.serve.PolicyServer;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedDialect;
import io.millrace.serve.ServedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace serve}: a policy behind HTTP, by the embedded engine. */
@Command(
        name = "serve",
        description = {
            "Serves a policy over HTTP in the dialect of an inference server, by the embedded engine: for a first look at a",
            "trained policy (/v1/chat/completions), and as servers that a run samples from. Ends with exit code 0 on Ctrl-C."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_REPLICAS = 64;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description =
                    "Hugging Face folder of a policy, or folder of a run, whose newest version is served. Default: the policy"
                            + " of deploy/conf/reason.yaml.")
    private @Nullable Path folder;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "Server whose paths and answers are those of this one: vllm, sglang or llamacpp. Default: vllm.")
    private String dialect = "vllm";

    @Option(names = "--port", paramLabel = "PORT", description = "Port; 0 chooses a free one. Default: 8000.")
    private int port = 8000;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Number of servers, on consecutive ports, each with weights of its own. Default: 1.")
    private int replicas = 1;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on. Default: 127.0.0.1, so that only this machine can connect.")
    private String bind = ServeConfig.LOCAL.bind();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the token that clients must send as 'Authorization: Bearer'; created if it does not exist.")
    private String tokenFile = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the model in requests. Default: that of the folder.")
    private String name = "";

    @Option(names = "--follow", description = "Load every new version of the run while serving.")
    private boolean follow;

    @Option(names = "--no-updates", description = "Leave out the paths by which clients load other weights.")
    private boolean noUpdates;

    @Option(
            names = "--max-outstanding",
            paramLabel = "N",
            description =
                    "Maximum number of responses that are sampled or wait; further requests are answered with 503.")
    private int outstanding = ServeConfig.Limits.DEFAULT.outstanding();

    @Option(
            names = "--max-logprobs",
            paramLabel = "N",
            description = "Maximum number of alternatives per token that a request may ask for. Default: 20.")
    private int topLogProbs = ServeConfig.Limits.DEFAULT.topLogProbs();

    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description =
                    "YAML file with the settings of prompts and engine (policy, thinking). Default: those of the run.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Overrides an option of the configuration, for instance --set policy.device=cuda. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        checkNumbers();
        ServedDialect spoken = dialect();
        ServeConfig settings = settings();
        ServedPolicy policy = policy();
        if (follow && policy.store().isEmpty()) {
            throw new UsageException("--follow: needs the folder of a run");
        }
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            serve(policy, spoken, settings, open);
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
        return 0;
    }

    private void checkNumbers() {
        require(
                replicas >= 1 && replicas <= MOST_REPLICAS,
                "--replicas: must be in 1..%d, was %d",
                MOST_REPLICAS,
                replicas);
        require(
                port == 0 || port + replicas - 1 <= BindAddress.LARGEST_PORT,
                "--port: must leave room for %d servers up to port %d, was %d",
                replicas,
                BindAddress.LARGEST_PORT,
                port);
        require(outstanding >= 1, "--max-outstanding: must be >= 1, was %d", outstanding);
        require(topLogProbs >= 0, "--max-logprobs: must be >= 0, was %d", topLogProbs);
    }

    private static void require(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new UsageException(message.formatted(values));
        }
    }

    private ServedDialect dialect() {
        try {
            return ServedDialect.named(dialect);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--dialect: " + e.getMessage());
        }
    }

    private ServeConfig settings() {
        try {
            ServeConfig.Limits limits =
                    new ServeConfig.Limits(outstanding, topLogProbs, ServeConfig.Limits.DEFAULT.bodyBytes());
            return new ServeConfig(bind, port, tokenFile, limits, !noUpdates);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private ServedPolicy policy() {
        if (folder == null) {
            MillraceConfig read = ConfigArguments.read(config, null, overrides);
            return ServedPolicy.ofFolder(
                    read, InstallFolder.resolve(read.policy().path()));
        }
        Optional<RunFolder> run = new ChannelPlace(folder.toString(), Optional.empty()).run();
        if (run.isPresent()) {
            Path file = config == null ? run.get().config() : config;
            return ServedPolicy.ofRun(ConfigReader.read(file, overrides), run.get());
        }
        MillraceConfig read =
                config == null ? ConfigReader.parse("", overrides, "of serve") : ConfigReader.read(config, overrides);
        return ServedPolicy.ofFolder(read, folder);
    }

    private void serve(ServedPolicy policy, ServedDialect spoken, ServeConfig settings, Deque<AutoCloseable> open)
            throws InterruptedException {
        List<ServedModel> models = new ArrayList<>();
        List<PolicyServer> servers = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            ServedModel model = policy.open(modelName(policy), settings.limits());
            open.push(model);
            models.add(model);
            PolicyServer server = start(settings.port() == 0 ? settings : settings.at(port + i), spoken, model);
            open.push(server);
            servers.add(server);
        }
        if (follow) {
            open.push(StoreUpdates.start(
                    policy.store().orElseThrow(), models, policy.version().orElse(-1L), POLL));
        }
        Out.lines(spec, lines(policy, models.get(0), servers));
        Interrupts.await();
    }

    private static PolicyServer start(ServeConfig settings, ServedDialect spoken, ServedModel model) {
        try {
            return PolicyServer.start(settings, spoken, model);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private String modelName(ServedPolicy policy) {
        if (!name.isEmpty()) {
            return name;
        }
        Path named =
                folder == null || policy.store().isEmpty() ? policy.policy().given() : folder;
        Path last = named.toAbsolutePath().normalize().getFileName();
        return last == null ? "policy" : last.toString();
    }

    private List<String> lines(ServedPolicy policy, ServedModel model, List<PolicyServer> servers) {
        List<String> lines = new ArrayList<>();
        lines.add("serve: %s%s as %s: %s, context of %d tokens, %d token ids"
                .formatted(
                        policy.policy().given(),
                        policy.version().map(" (version %d)"::formatted).orElse(""),
                        dialect,
                        model.identity().name(),
                        model.contextTokens(),
                        model.vocabulary()));
        servers.forEach(server -> lines.add("serve: " + server.url()));
        lines.add("try it:");
        lines.add("  curl -s %s/v1/chat/completions %s-H 'Content-Type: application/json' -d '{\"messages\": %s}'"
                .formatted(
                        servers.get(0).url(),
                        tokenFile.isEmpty() ? "" : "-H \"Authorization: Bearer $(cat '%s')\" ".formatted(tokenFile),
                        policy.example().replace("'", "'\\''")));
        return lines;
    }
}
