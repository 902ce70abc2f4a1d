package io.millrace.dataset.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.dataset.DatasetFormat;
import io.millrace.dataset.Lines;
import io.millrace.dataset.Records;
import io.millrace.dataset.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet rows as JSON with in-process DuckDB, which may neither download extensions nor use more than one
 * thread.
 */
public final class ParquetReader implements RowReader {
    private static final String ROWS =
            "SELECT CASE WHEN strlen(j) <= %d THEN j END, strlen(j)".formatted(Lines.MAX_LENGTH)
                    + " FROM (SELECT CAST(to_json(t) AS VARCHAR) AS j FROM (SELECT * %s FROM read_parquet(?)) AS t)";
    private static final String COLUMNS = "DESCRIBE SELECT * FROM read_parquet(?)";
    /** Matches the type itself, not text within a quoted name and not a name before a type. */
    private static final Pattern FLOAT =
            Pattern.compile("\"[^\"]*+(?:\"\"[^\"]*+)*+\"|\\bFLOAT\\b(?=\\s*(?:[,)\\[]|$))");

    @Override
    public DatasetFormat format() {
        return DatasetFormat.PARQUET;
    }

    @Override
    public void read(Path file, Sink sink) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("threads", "1");
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("memory_limit", "2GB");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:", settings);
                PreparedStatement query = database.prepareStatement(ROWS.formatted(shortest(database, file)))) {
            query.setString(1, file.toString());
            try (ResultSet rows = query.executeQuery()) {
                long position = 0;
                while (rows.next()) {
                    position++;
                    parse(rows.getString(1), rows.getLong(2), position, sink);
                }
            }
        } catch (SQLException e) {
            throw new IOException("data set %s: must be a Parquet file: %s".formatted(file, firstLine(e)), e);
        }
    }

    /**
     * A clause that casts single-precision values, also within lists and structs, to the shortest decimals that
     * represent them: as a double, 0.1 would become 0.10000000149011612.
     */
    private static String shortest(Connection database, Path file) throws SQLException {
        List<String> replaced = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(COLUMNS)) {
            query.setString(1, file.toString());
            try (ResultSet columns = query.executeQuery()) {
                while (columns.next()) {
                    String name = '"' + columns.getString("column_name").replace("\"", "\"\"") + '"';
                    String type = columns.getString("column_type");
                    if (!with(type, "VARCHAR").equals(type)) {
                        replaced.add("CAST(CAST(%s AS %s) AS %s) AS %s"
                                .formatted(name, with(type, "VARCHAR"), with(type, "DOUBLE"), name));
                    }
                }
            }
        }
        return replaced.isEmpty() ? "" : "REPLACE (%s)".formatted(String.join(", ", replaced));
    }

    /** A type with single precision replaced by another type. */
    private static String with(String type, String other) {
        return FLOAT.matcher(type)
                .replaceAll(match -> Matcher.quoteReplacement(match.group().equals("FLOAT") ? other : match.group()));
    }

    private static void parse(@Nullable String text, long length, long position, Sink sink) throws IOException {
        if (text == null) {
            sink.broken(position, "must have at most %d bytes as JSON, had %d".formatted(Lines.MAX_LENGTH, length), "");
            return;
        }
        try {
            sink.row(position, Records.parse(text));
        } catch (JsonProcessingException e) {
            sink.broken(position, Records.reason(e), text);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
