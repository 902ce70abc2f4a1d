package io.millrace.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Data sets in Parquet. */
final class ParquetFuzz implements FuzzTarget {
    private static final String ROWS =
            "SELECT CASE WHEN i = 3 THEN NULL ELSE [{'role': 'user', 'content': 'q' || i}] END AS prompt,"
                    + " {'ground_truth': [i::VARCHAR, '0.5']} AS reward_model, 'a' AS data_source, i / 3 AS difficulty, [i] AS tags,"
                    + " repeat('x', 40) AS extra FROM range(%d) AS t(i)";

    private final List<byte[]> seeds = new ArrayList<>();

    ParquetFuzz(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement write = database.createStatement()) {
            for (String compression : List.of("snappy", "zstd", "uncompressed", "gzip")) {
                for (int rows : new int[] {4, 3_000}) {
                    Path file = folder.resolve("%s-%d.parquet".formatted(compression, rows));
                    Files.deleteIfExists(file);
                    write.execute("COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION %s)"
                            .formatted(ROWS.formatted(rows), file, compression));
                    seeds.add(Files.readAllBytes(file));
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public Form form() {
        return Form.BINARY;
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        return DataReading.read(Files.write(folder.resolve("a.parquet"), input), random);
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return DataReading.REFUSALS;
    }
}
