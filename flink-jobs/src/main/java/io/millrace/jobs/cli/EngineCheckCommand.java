package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.model.PolicyException;
import io.millrace.server.ServerCheck;
import io.millrace.server.ServerKind;
import io.millrace.server.ServerReport;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace engine check}: what a server is, and whether it fits a policy. */
@Command(
        name = "check",
        description = {
            "Checks inference servers before a run: kind, model, tokenizer, log-probabilities, weights, speed; and prints the",
            "configuration to sample on them. Ends with exit code 1 if one does not fit the policy."
        })
final class EngineCheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "URL", description = "Address of a server, for instance http://host:8000.")
    private List<String> urls = List.of();

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description =
                    "Hugging Face folder of the policy that the servers must fit. Default: that of the configuration.")
    private @Nullable Path policy;

    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description = "YAML file with policy and sampling. Default: deploy/conf/reason.yaml.")
    private @Nullable Path config;

    @Option(names = "--key-env", paramLabel = "NAME", description = "Environment variable with the servers' API key.")
    private String keyEnv = "";

    @Option(names = "--key-file", paramLabel = "FILE", description = "File with the servers' API key.")
    private String keyFile = "";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Name under which the servers serve the policy. Default: the first that they name.")
    private String model = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides an option of the configuration. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<URI> servers = new ArrayList<>();
        for (String url : urls) {
            servers.add(address(url));
        }
        MillraceConfig read = read();
        StartingPolicy found = StartingPolicy.find(
                "--policy",
                policy == null ? read.policy().path() : policy,
                read.policy().chat());
        boolean fit = true;
        Set<String> kinds = new LinkedHashSet<>();
        try (ServerCheck check =
                new ServerCheck(ServerKind.servers(), read, found.given(), found.tokenizer(read), System::nanoTime)) {
            for (URI server : servers) {
                ServerReport report = check.check(server);
                Out.lines(spec, lines(server, report));
                fit &= report.fits();
                report.engine().ifPresent(kinds::add);
            }
        } catch (PolicyException e) {
            throw new RefusedException("engine check: " + e.getMessage(), e);
        }
        if (fit && kinds.size() == 1) {
            Out.lines(spec, configuration(found.given(), kinds.iterator().next()));
        } else if (fit) {
            Out.lines(spec, List.of("", "A run samples on servers of one kind, these are of several: " + kinds));
        }
        return fit ? 0 : 1;
    }

    private static URI address(String url) {
        try {
            URI address = new URI(url);
            if (address.getHost() != null && List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new UsageException("URL: must be an address such as http://host:8000, was '%s'".formatted(url));
    }

    private MillraceConfig read() {
        List<String> all = new ArrayList<>(overrides);
        addIfGiven(all, "policy.servers.keyEnv", keyEnv);
        addIfGiven(all, "policy.servers.keyFile", keyFile);
        addIfGiven(all, "policy.servers.model", model);
        return ConfigArguments.read(config, null, all);
    }

    private static void addIfGiven(List<String> all, String key, String value) {
        if (!value.isEmpty()) {
            all.add(key + "=" + value);
        }
    }

    private static List<String> lines(URI server, ServerReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(server.toString());
        report.findings().forEach(one -> lines.add("  %-14s%s".formatted(one.subject(), one.text())));
        return lines;
    }

    private List<String> configuration(Path folder, String kind) {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "policy:",
                "  path: " + folder,
                "  engine: " + kind,
                "  servers:",
                "    urls: [%s]".formatted(String.join(", ", urls))));
        if (!keyEnv.isEmpty()) {
            lines.add("    keyEnv: " + keyEnv);
        }
        if (!keyFile.isEmpty()) {
            lines.add("    keyFile: " + keyFile);
        }
        if (!model.isEmpty()) {
            lines.add("    model: " + model);
        }
        return lines;
    }
}
