package io.millrace.jobs.cli;

import io.millrace.file.Folders;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.query.RowTable;
import io.millrace.jobs.query.RunTables;
import io.millrace.query.RecordTables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace query}: SQL over the channels of runs. */
@Command(
        name = "query",
        description = {
            "Runs a SQL query (DuckDB) over the records that runs have published, including runs in progress.",
            "Each channel is a table: steps, ledger, episodes, metrics, alarms and so on. Columns: the fields of the"
                    + " records, dir (the run's folder) and record (the number in the channel). 'SHOW TABLES' and"
                    + " 'DESCRIBE steps' list them.",
            "Example: millrace query runs/r1 \"SELECT \\\"end\\\", count(*) FROM ledger GROUP BY 1\""
        })
final class QueryCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR... SQL",
            arity = "1..*",
            description = "One or more run folders, followed by the query.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--json", description = "Prints each row as one line of JSON.")
    private boolean json;

    @Mixin
    private ChannelArguments channels = new ChannelArguments();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        int last = arguments.size() - 1;
        if (last < 1) {
            throw new UsageException(
                    "query: must have at least one DIR and a SQL query, had only %s".formatted(arguments));
        }
        String sql = arguments.get(last);
        List<ChannelPlace> runs =
                arguments.subList(0, last).stream().map(channels::place).toList();
        RunTables loader = new RunTables(runs);
        Path scratch = Folders.temporary("millrace-query");
        try (RecordTables tables = new RecordTables(scratch)) {
            loader.load(sql, tables);
            print(sql, tables);
        } finally {
            Folders.delete(scratch);
        }
        return 0;
    }

    private void print(String sql, RecordTables tables) {
        PrintWriter out = Out.of(spec);
        if (json) {
            tables.query(sql, row -> out.println(row));
            out.flush();
        } else {
            RowTable table = new RowTable();
            tables.query(sql, table::add);
            Out.lines(spec, table.lines());
        }
    }
}
