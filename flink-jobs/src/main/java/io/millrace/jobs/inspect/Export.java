package io.millrace.jobs.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonMappers;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.Optional;
import java.util.Properties;

/** Writes trajectories to JSON lines or Parquet, one at a time. */
public final class Export {
    private static final String COLUMNS =
            "{query: 'VARCHAR', number: 'BIGINT', visit: 'BIGINT', sample: 'INTEGER', verdict:"
                    + " 'VARCHAR', reward: 'DOUBLE', rewards: 'MAP(VARCHAR, DOUBLE)', tokens: 'INTEGER', version: 'BIGINT', step: 'BIGINT', context: 'VARCHAR',"
                    + " origin: 'VARCHAR', finish: 'VARCHAR', time: 'BIGINT', fingerprint: 'VARCHAR', ids: 'INTEGER[]',"
                    + " log_prob_scale: 'VARCHAR', log_probs: 'FLOAT[]', entropies: 'FLOAT[]', text: 'VARCHAR'}";
    private static final JsonMapper JSON = JsonMappers.plain();

    private Export() {}

    /** Whether a file name has the Parquet extension. */
    public static boolean parquet(Path file) {
        return file.getFileName().toString().endsWith(".parquet");
    }

    /**
     * Writes a file atomically.
     *
     * @return the number of trajectories
     */
    public static long write(Iterator<TrajectoryLine> lines, Optional<Tokenizer> tokenizer, Path file)
            throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path text = target.resolveSibling("." + target.getFileName() + ".jsonl.tmp");
        Path done = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            long count = json(lines, tokenizer, text);
            if (parquet(target)) {
                convert(text, done);
                Files.move(done, target);
            } else {
                Files.move(text, target);
            }
            return count;
        } finally {
            Files.deleteIfExists(text);
            Files.deleteIfExists(done);
        }
    }

    private static long json(Iterator<TrajectoryLine> lines, Optional<Tokenizer> tokenizer, Path file)
            throws IOException {
        long count = 0;
        try (Writer out = new OutputStreamWriter(Files.newOutputStream(file), UTF_8);
                JsonGenerator json = JSON.getFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            while (lines.hasNext()) {
                write(lines.next(), tokenizer, json);
                json.writeRaw('\n');
                count++;
            }
        }
        return count;
    }

    private static void write(TrajectoryLine line, Optional<Tokenizer> tokenizer, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("query", line.query());
        json.writeNumberField("number", line.number());
        json.writeNumberField("visit", line.visit());
        json.writeNumberField("sample", line.sample());
        json.writeStringField("verdict", line.verdict());
        json.writeNumberField("reward", line.reward());
        json.writeObjectFieldStart("rewards");
        for (int i = 0; i < line.components().length; i++) {
            json.writeNumberField(line.components()[i], line.values()[i]);
        }
        json.writeEndObject();
        json.writeNumberField("tokens", line.tokens());
        json.writeNumberField("version", line.version());
        json.writeNumberField("step", line.step());
        json.writeStringField("context", line.context());
        json.writeStringField("origin", line.origin());
        json.writeStringField("finish", line.finish());
        json.writeNumberField("time", line.time());
        json.writeStringField("fingerprint", line.fingerprint());
        json.writeFieldName("ids");
        json.writeArray(line.ids(), 0, line.ids().length);
        json.writeStringField("log_prob_scale", line.scale());
        floats("log_probs", line.logProbs(), json);
        floats("entropies", line.entropies(), json);
        if (tokenizer.isPresent()) {
            json.writeStringField("text", tokenizer.get().decode(new TokenIds(line.ids())));
        }
        json.writeEndObject();
    }

    private static void floats(String name, float[] values, JsonGenerator json) throws IOException {
        if (values.length > 0) {
            json.writeArrayFieldStart(name);
            for (float value : values) {
                json.writeNumber(value);
            }
            json.writeEndArray();
        }
    }

    private static void convert(Path json, Path parquet) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("threads", "1");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = database.createStatement()) {
            statement.execute("SET memory_limit = '1GB'");
            statement.execute("SET preserve_insertion_order = false");
            statement.execute(("COPY (SELECT * FROM read_json(%s, format = 'newline_delimited', columns = %s)) TO %s"
                            + " (FORMAT parquet, COMPRESSION zstd)")
                    .formatted(quoted(json), COLUMNS, quoted(parquet)));
        } catch (SQLException e) {
            throw new IOException("export %s: could not be written as Parquet: %s".formatted(parquet, e), e);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }
}
