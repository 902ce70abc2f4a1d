package io.millrace.jobs.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.eval.Checkup;
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
public final class Checkups {
    private static final JsonMapper JSON = JsonMappers.plain();

    private final Path file;
    private final SortedMap<Long, Checkup> bySteps = new TreeMap<>();

    private Checkups(Path file) {
        this.file = file;
    }

    /** None yet; what an earlier start left in the file goes with the first one. */
    public static Checkups none(Path file) {
        return new Checkups(file);
    }

    /**
     * Those that the file holds. A line that cannot be read, as a full disk may leave one, is left out and said.
     */
    public static Checkups read(Path file, Screen screen) throws IOException {
        Checkups checkups = new Checkups(file);
        if (Files.exists(file)) {
            // Decoded leniently: a cut character must not fail the rest.
            String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < lines.length; i++) {
                if (!lines[i].isBlank()) {
                    checkups.put(lines[i], "%s:%d".formatted(file, i + 1), screen);
                }
            }
        }
        return checkups;
    }

    private void put(String line, String position, Screen screen) {
        try {
            Checkup checkup = JSON.readValue(line, Checkup.class);
            bySteps.put(checkup.step(), checkup);
        } catch (JsonProcessingException e) {
            screen.say("held-out: %s: must be a result, is cut or broken: left out".formatted(position));
        }
    }

    /** Adds one; it takes the place of an earlier one of the same step. */
    public synchronized void add(Checkup checkup) throws IOException {
        bySteps.put(checkup.step(), checkup);
        write();
    }

    private void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Checkup one : bySteps.values()) {
            lines.append(JSON.writeValueAsString(one)).append('\n');
        }
        SmallFile.replace(file, lines.toString());
    }

    /** Adds one unless what it measured has been abandoned meanwhile. */
    public synchronized boolean add(Checkup checkup, BooleanSupplier abandoned) throws IOException {
        if (abandoned.getAsBoolean()) {
            return false;
        }
        add(checkup);
        return true;
    }

    /** Forgets what was measured after a step, in the file too: the run goes on from there. */
    public synchronized void cutAfter(long step) throws IOException {
        SortedMap<Long, Checkup> after = bySteps.tailMap(step + 1);
        if (!after.isEmpty()) {
            after.clear();
            write();
        }
    }

    /** All in the order of their steps. */
    public synchronized List<Checkup> all() {
        return List.copyOf(bySteps.values());
    }

    /** One as a line for people. */
    public static String line(Checkup checkup) {
        return "held-out at step %-5d greedy %.3f, accuracy %5.1f %%   sampled %.3f, %5.1f %%"
                .formatted(
                        checkup.step(),
                        checkup.greedy().reward(),
                        100 * checkup.greedy().accuracy(),
                        checkup.sampled().reward(),
                        100 * checkup.sampled().accuracy());
    }
}
