package io.millrace.verify.math;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Pairs of truths and answers with the verdict that they must have, by category: {@code pairs.tsv}. */
final class Pairs {
    /**
     * One of them.
     *
     * @param right whether the answer is
     */
    record Pair(String category, String truth, String answer, boolean right) {}

    private Pairs() {}

    static List<Pair> all() {
        var stream = Objects.requireNonNull(Pairs.class.getResourceAsStream("pairs.tsv"), "pairs.tsv");
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
