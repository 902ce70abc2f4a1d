package io.millrace.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.eval.Checkup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The held-out results of a run by step, kept in a file so that a resumed run knows what it started from. Thread-safe. */
final class Checkups {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final SortedMap<Long, Checkup> bySteps = new TreeMap<>();

    private Checkups(Path file) {
        this.file = file;
    }

    /** None yet; what an earlier start left in the file goes with the first one. */
    static Checkups none(Path file) {
        return new Checkups(file);
    }

    /** Those that the file holds. */
    static Checkups read(Path file) throws IOException {
        Checkups checkups = new Checkups(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                Checkup checkup = JSON.readValue(line, Checkup.class);
                checkups.bySteps.put(checkup.step(), checkup);
            }
        }
        return checkups;
    }

    /** Adds one; it takes the place of an earlier one of the same step. */
    synchronized void add(Checkup checkup) throws IOException {
        bySteps.put(checkup.step(), checkup);
        List<String> lines = new ArrayList<>();
        for (Checkup one : bySteps.values()) {
            lines.add(JSON.writeValueAsString(one));
        }
        Files.write(file, lines);
    }

    /** Forgets what was measured after a step: the run goes on from there. */
    synchronized void cutAfter(long step) {
        bySteps.tailMap(step + 1).clear();
    }

    /** All in the order of their steps. */
    synchronized List<Checkup> all() {
        return List.copyOf(bySteps.values());
    }

    /** One as a line for people. */
    static String line(Checkup checkup) {
        return "held-out at step %-5d greedy %.3f, accuracy %5.1f %%   sampled %.3f, %5.1f %%"
                .formatted(
                        checkup.step(),
                        checkup.greedy().reward(),
                        100 * checkup.greedy().accuracy(),
                        checkup.sampled().reward(),
                        100 * checkup.sampled().accuracy());
    }
}
