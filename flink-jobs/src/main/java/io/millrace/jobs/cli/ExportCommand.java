package io.millrace.jobs.cli;

import io.millrace.gguf.GgufExport;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.model.PolicyException;
import io.millrace.policy.PolicyStore;
import io.millrace.token.ChatConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace export}: a policy in another format. */
@Command(
        name = "export",
        description = {
            "Writes a policy as one GGUF file, for llama.cpp. For policies whose tokenizer is a list of symbols or bytes, such as",
            "deploy/models/reason; llama.cpp's own converter reads the folders of other models. Send token ids to the server, as runs do:",
            "llama.cpp may hang on a text that the tokenizer cannot encode."
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            description = "Hugging Face folder of a policy, or folder of a run, whose newest version is written.")
    private Path folder = Path.of("");

    @Option(names = "--gguf", paramLabel = "FILE", required = true, description = "File to write; must not exist.")
    private Path file = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        NewFile.check("--gguf", file);
        Path policy = policy();
        try {
            NewFile.write(file, draft -> GgufExport.write(policy, name(), draft));
        } catch (PolicyException e) {
            throw new RefusedException("export: " + e.getMessage(), e);
        }
        Out.lines(spec, List.of("export: %s to %s".formatted(policy, file)));
        return 0;
    }

    private Path policy() {
        Optional<RunFolder> run = new ChannelPlace(folder.toString(), Optional.empty()).run();
        Path found = run.map(ExportCommand::newest).orElse(folder);
        return StartingPolicy.find("export", found, ChatConfig.OWN).given();
    }

    private static Path newest(RunFolder run) {
        PolicyStore store = new PolicyStore(run.store());
        return store.newestManifest()
                .map(manifest -> store.version(manifest).path())
                .orElseThrow(() -> new RefusedException(
                        "export: run %s has not published a policy version yet: export the policy that it starts from"
                                .formatted(run.root())));
    }

    private String name() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "policy" : last.toString();
    }
}
