package io.millrace.jobs.query;

import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.channel.ChannelScan;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.ordered.OrderedSet;
import io.millrace.query.RecordTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The channels of runs as tables, each with the published records of all runs.
 *
 * @param runs folders of runs
 */
public record RunTables(List<ChannelPlace> runs) {
    public RunTables {
        runs = List.copyOf(runs);
        for (ChannelPlace run : runs) {
            if (run.run().isEmpty()) {
                throw new RefusedException("query: must name folders of runs, %s is not one".formatted(run.name()));
            }
        }
    }

    /** The name of a channel's table: {@code dead_letters} for the channel dead-letters. */
    static String table(String channel) {
        return channel.replace('-', '_');
    }

    /** The channels of all runs. */
    private Set<String> channels() {
        return runs.stream().flatMap(place -> place.names(run(place)).stream()).collect(OrderedSet.collector());
    }

    /**
     * Loads the tables that a query names, or all if it names none.
     *
     * @throws io.millrace.query.QueryException if a channel holds a record that is not JSON
     * @throws io.millrace.channel.ChannelException if a channel cannot be read
     */
    public void load(String sql, RecordTables tables) {
        List<String> wanted = new ArrayList<>();
        channels().stream().filter(name -> mentions(sql, table(name))).forEach(wanted::add);
        for (String name : wanted.isEmpty() ? channels() : wanted) {
            tables.create(table(name), rows -> {
                for (ChannelPlace run : runs) {
                    if (run.names(run(run)).contains(name)) {
                        ChannelScan.forEach(run.channel(name), (number, line) -> rows.add(run.name(), number, line));
                    }
                }
            });
        }
    }

    private static boolean mentions(String sql, String table) {
        return Pattern.compile("\\b" + table + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }

    private static RunFolder run(ChannelPlace place) {
        return place.run().orElseThrow();
    }
}
