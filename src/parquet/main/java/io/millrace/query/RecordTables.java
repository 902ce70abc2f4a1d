package io.millrace.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import io.millrace.json.JsonMappers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Tables of JSON records, with a column for every field that any record has: strings stay strings, objects become
 * structs and arrays become lists. Not thread-safe.
 *
 * <p>A query reaches these tables only: no files, no network, no extensions.
 */
public final class RecordTables implements AutoCloseable {
    /** Column of the label of the run that a record belongs to. */
    public static final String RUN = "dir";

    /** Column of the number of a record in its channel. */
    public static final String NUMBER = "record";

    private static final String LOADING = "loading_records";
    private static final JsonMapper JSON = JsonMappers.plain();
    /** DuckDB writes NaN and infinities as such. */
    private static final JsonMapper RESULTS = JsonMappers.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final DuckDBConnection database;
    private final List<String> empty = new ArrayList<>();

    /** Receives the records of a table. */
    public interface Rows {
        /**
         * Adds a record.
         *
         * @param run label of its run
         * @param number its number in the channel
         * @param json the record, a JSON object
         * @throws QueryException if it is not JSON
         */
        void add(String run, long number, String json);
    }

    /** @param scratch existing folder for tables that exceed the memory; the caller deletes it */
    public RecordTables(Path scratch) {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("memory_limit", "2GB");
        settings.setProperty("temp_directory", scratch.toString());
        try {
            database = DriverManager.getConnection("jdbc:duckdb:" + scratch.resolve("records.duckdb"), settings)
                    .unwrap(DuckDBConnection.class);
            execute("SET enable_external_access = false");
            execute("SET lock_configuration = true");
        } catch (SQLException e) {
            throw new QueryException("query: the database could not be prepared: " + message(e), e);
        }
    }

    /**
     * Creates a table. Without records it has only the columns {@value #RUN} and {@value #NUMBER}.
     *
     * @param name lower-case letters and underscores
     * @param loader adds its records
     * @throws QueryException if a record is not a JSON object
     */
    public void create(String name, Consumer<Rows> loader) {
        Require.that(name.matches("[a-z][a-z_]*"), "query: table must be a lower-case name, was %s", name);
        try {
            execute("CREATE TABLE %s (%s VARCHAR, %s BIGINT, json JSON)".formatted(LOADING, RUN, NUMBER));
            try (DuckDBAppender rows = database.createAppender("main", LOADING)) {
                loader.accept((run, number, json) -> add(rows, run, number, json));
            }
            unpack(name);
            execute("DROP TABLE " + LOADING);
        } catch (SQLException e) {
            throw new QueryException("query: table %s could not be loaded: %s".formatted(name, message(e)), e);
        }
    }

    private static void add(DuckDBAppender rows, String run, long number, String json) {
        try {
            rows.beginRow();
            rows.append(run);
            rows.append(number);
            rows.append(json);
            rows.endRow();
        } catch (SQLException e) {
            throw new QueryException(
                    "query: record %d of %s could not be loaded: %s".formatted(number, run, message(e)), e);
        }
    }

    private void unpack(String name) throws SQLException {
        JsonNode fields = structure();
        if (!fields.isObject()) {
            empty.add(name);
            execute("CREATE TABLE %s AS SELECT %s, %s FROM %s".formatted(name, RUN, NUMBER, LOADING));
            return;
        }
        try {
            unpack(name, fields);
        } catch (SQLException e) {
            ObjectNode flat = JSON.createObjectNode(); // Names in structs must differ in more than their case.
            fields.properties()
                    .forEach(field -> flat.put(
                            field.getKey(),
                            field.getValue().isContainerNode()
                                    ? "JSON"
                                    : field.getValue().asText()));
            unpack(name, flat);
        }
    }

    private void unpack(String name, JsonNode fields) throws SQLException {
        execute("CREATE TABLE %s AS SELECT %s, %s, unnest(json_transform(json, '%s')) FROM %s"
                .formatted(name, RUN, NUMBER, fields.toString().replace("'", "''"), LOADING));
    }

    /** Names and types of all fields of the records that are being loaded. */
    private JsonNode structure() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT CAST(json_group_structure(json) AS VARCHAR) FROM " + LOADING)) {
            result.next();
            String text = result.getString(1);
            // Signed, since differences of unsigned numbers overflow.
            return text == null ? JSON.nullNode() : JSON.readTree(text.replace("\"UBIGINT\"", "\"BIGINT\""));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("query: the structure of records must be JSON", e);
        }
    }

    /**
     * Answers a query.
     *
     * @param sql one statement that returns rows
     * @param rows receives each row of the result, an object with a field per column, in the order of the columns
     * @throws QueryException if the query is invalid or reaches beyond the tables
     */
    public void query(String sql, Consumer<ObjectNode> rows) {
        String statement = sql.strip().replaceAll(";\\s*$", "");
        try (Statement query = database.createStatement();
                ResultSet result =
                        query.executeQuery("SELECT CAST(to_json(result_row) AS VARCHAR) FROM (\n%s\n) AS result_row"
                                .formatted(statement))) {
            while (result.next()) {
                rows.accept((ObjectNode) RESULTS.readTree(result.getString(1)));
            }
        } catch (SQLException e) {
            String hint = empty.isEmpty() ? "" : " (tables without records: %s)".formatted(String.join(", ", empty));
            throw new QueryException("query: " + message(e) + hint, e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("query: rows must be JSON", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The lines of a message before the quoted query. */
    private static String message(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .takeWhile(line -> !line.isBlank())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new QueryException("query: the database could not be closed: " + message(e), e);
        }
    }
}
