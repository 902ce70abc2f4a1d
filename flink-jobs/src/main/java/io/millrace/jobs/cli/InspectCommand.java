package io.millrace.jobs.cli;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.inspect.Export;
import io.millrace.jobs.inspect.History;
import io.millrace.jobs.inspect.Overview;
import io.millrace.jobs.inspect.QueryLine;
import io.millrace.jobs.inspect.Ranking;
import io.millrace.jobs.inspect.SavedMemory;
import io.millrace.model.PolicyException;
import io.millrace.token.ChatConfig;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace inspect}: shows the contents of a checkpoint or savepoint. */
@Command(
        name = "inspect",
        description =
                "Shows the memory in a checkpoint, a savepoint or a run's newest one: sizes and statistics, one query's"
                        + " history, the hardest queries; or exports every trajectory.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            description = "Folder of a checkpoint, of a savepoint, or of a run, whose newest one is shown.")
    private Path path = Path.of("");

    @Option(names = "--query", paramLabel = "ID", description = "Shows the history of one query.")
    private @Nullable String query;

    @Option(names = "--top", paramLabel = "ORDER", description = "Shows the first queries: ${COMPLETION-CANDIDATES}.")
    private @Nullable Ranking top;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Maximum number of queries of --top, or of newest trajectories of --query (${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Writes every trajectory, or those of --query, to a .jsonl or .parquet file.")
    private @Nullable Path export;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "Folder of the tokenizer that decodes tokens; the default is the run's policy.")
    private @Nullable Path policy;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check();
        SavedMemory memory = SavedMemory.find(path);
        Optional<Tokenizer> tokenizer = tokenizer(memory);
        print("%s, written %s"
                .formatted(
                        memory.path(),
                        Files.getLastModifiedTime(memory.path().resolve("_metadata"))
                                .toInstant()
                                .truncatedTo(ChronoUnit.SECONDS)));
        if (export != null) {
            export(memory, tokenizer, export);
        } else if (query != null) {
            history(memory, tokenizer, query);
        } else if (top != null) {
            Ranking order = top;
            print("");
            History.table(memory.queries(queries -> order.first(limit, queries)))
                    .forEach(this::print);
        } else {
            overview(memory);
        }
        return 0;
    }

    private void check() {
        if (top != null && (query != null || export != null)) {
            throw new UsageException("--top: must not be combined with --query or --export: give only one of them");
        }
        if (limit < 1) {
            throw new UsageException("--limit: must be >= 1, was " + limit);
        }
        if (export == null) {
            return;
        }
        if (!Export.parquet(export) && !export.toString().endsWith(".jsonl")) {
            throw new UsageException("--export: must be a .jsonl or .parquet file, was " + export);
        }
        NewFile.check("--export", export);
    }

    private void overview(SavedMemory memory) throws Exception {
        print("");
        memory.queries(Overview::of).render().forEach(this::print);
        print("");
        Overview.shards(memory.shards(InspectCommand::all)).forEach(this::print);
    }

    private void history(SavedMemory memory, Optional<Tokenizer> tokenizer, String id) throws Exception {
        QueryLine found = memory.queries(queries -> find(id, queries))
                .orElseThrow(() -> new UsageException(
                        "--query: must be the id of a query that has been visited, was %s: --top most-visited lists some"
                                .formatted(id)));
        print("");
        History.head(found).forEach(this::print);
        print("");
        History.render(memory.trajectories(Optional.of(id), InspectCommand::all), limit, tokenizer)
                .forEach(this::print);
        if (tokenizer.isEmpty()) {
            print("(no text: --policy DIR names a folder with a tokenizer)");
        }
    }

    private void export(SavedMemory memory, Optional<Tokenizer> tokenizer, Path file) throws Exception {
        long count = memory.trajectories(Optional.ofNullable(query), lines -> Export.write(lines, tokenizer, file));
        print("%,d trajectories in %s%s".formatted(count, file, tokenizer.isPresent() ? "" : ", without text"));
    }

    /** The tokenizer of the folder on the command line, or else of the run's policy; empty if neither can be loaded. */
    private Optional<Tokenizer> tokenizer(SavedMemory memory) {
        Optional<MillraceConfig> run = Optional.empty();
        try {
            run = memory.run()
                    .map(RunFolder::config)
                    .filter(Files::exists)
                    .map(config -> ConfigReader.read(config, List.of()));
        } catch (ConfigException e) {
            print("(the run's configuration cannot be read: %s)".formatted(e.getMessage()));
        }
        Set<String> tags = run.orElseGet(ConfigReader::defaults).thinking().tags();
        try {
            return policy == null
                    ? run.map(config -> Tokenizers.load(
                            InstallFolder.resolve(config.policy().path()),
                            config.policy().chat(),
                            tags))
                    : Optional.of(Tokenizers.load(policy, ChatConfig.OWN, tags));
        } catch (PolicyException e) {
            if (policy != null) {
                throw new UsageException("--policy: " + e.getMessage());
            }
            print("(no text: %s)".formatted(e.getMessage()));
            return Optional.empty();
        }
    }

    private void print(String line) {
        Out.lines(spec, List.of(line));
    }

    private static Optional<QueryLine> find(String id, Iterator<QueryLine> queries) {
        while (queries.hasNext()) {
            QueryLine next = queries.next();
            if (next.query().equals(id)) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private static <T> List<T> all(Iterator<T> items) {
        List<T> list = new ArrayList<>();
        items.forEachRemaining(list::add);
        return list;
    }
}
