package io.millrace.verify.math;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Pairs of truths and answers with the expected verdict, by category. */
final class Pairs {
    /**
     * A pair.
     *
     * @param right whether the answer is correct
     */
    record Pair(String category, String truth, String answer, boolean right) {}

    private Pairs() {}

    /** Plain truths, with correct and nearly correct answers. */
    static List<Pair> all() {
        return read("pairs.tsv");
    }

    /** Truths and answers as data sets, people and models write them. */
    static List<Pair> kinds() {
        return read("kinds.tsv");
    }

    private static List<Pair> read(String name) {
        var stream = Objects.requireNonNull(Pairs.class.getResourceAsStream(name), name);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Pair(cells[0], cells[1], cells[2], cells[3].equals("right")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
