package io.millrace.jobs.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.eval.HeldOutResult;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.Screen;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The held-out results of a run by step, kept in a file so that a resumed run knows what it started from. Thread-safe. */
public final class HeldOutResults {
    private static final JsonMapper JSON = JsonMappers.plain();

    private final Path file;
    private final SortedMap<Long, HeldOutResult> bySteps = new TreeMap<>();

    private HeldOutResults(Path file) {
        this.file = file;
    }

    /** Starts empty; results of an earlier start in the file are replaced with the first one. */
    public static HeldOutResults none(Path file) {
        return new HeldOutResults(file);
    }

    /** The results in the file. An unreadable line, for instance after a full disk, is skipped and reported. */
    public static HeldOutResults read(Path file, Screen screen) throws IOException {
        HeldOutResults results = new HeldOutResults(file);
        if (Files.exists(file)) {
            // Decoded leniently: a truncated character must not fail the rest.
            String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < lines.length; i++) {
                if (!lines[i].isBlank()) {
                    results.put(lines[i], "%s:%d".formatted(file, i + 1), screen);
                }
            }
        }
        return results;
    }

    private void put(String line, String position, Screen screen) {
        try {
            HeldOutResult result = JSON.readValue(line, HeldOutResult.class);
            bySteps.put(result.step(), result);
        } catch (JsonProcessingException e) {
            screen.print("held-out: %s: is not a valid result and is skipped".formatted(position));
        }
    }

    /** Adds a result; it replaces an earlier one of the same step. */
    public synchronized void add(HeldOutResult result) throws IOException {
        bySteps.put(result.step(), result);
        write();
    }

    private void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (HeldOutResult one : bySteps.values()) {
            lines.append(JSON.writeValueAsString(one)).append('\n');
        }
        SmallFile.replace(file, lines.toString());
    }

    /** Adds a result unless its version has been abandoned meanwhile. */
    public synchronized boolean add(HeldOutResult result, BooleanSupplier abandoned) throws IOException {
        if (abandoned.getAsBoolean()) {
            return false;
        }
        add(result);
        return true;
    }

    /** Removes the results after a step, also from the file: the run continues from there. */
    public synchronized void cutAfter(long step) throws IOException {
        SortedMap<Long, HeldOutResult> after = bySteps.tailMap(step + 1);
        if (!after.isEmpty()) {
            after.clear();
            write();
        }
    }

    /** All results in the order of their steps. */
    public synchronized List<HeldOutResult> all() {
        return List.copyOf(bySteps.values());
    }

    /** Formats a result as a line for the user. */
    public static String line(HeldOutResult result) {
        return "held-out at step %-5d greedy %.3f, accuracy %5.1f %%   sampled %.3f, %5.1f %%"
                .formatted(
                        result.step(),
                        result.greedy().reward(),
                        100 * result.greedy().accuracy(),
                        result.sampled().reward(),
                        100 * result.sampled().accuracy());
    }
}
