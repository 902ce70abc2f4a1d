package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.dataset.DatasetConfig;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.task.lookup.LookupConfig;
import io.millrace.task.lookup.LookupTask;
import io.millrace.task.reason.ReasonConfig;
import io.millrace.task.reason.ReasonTask;
import io.millrace.task.verifier.VerifierTask;
import io.millrace.text.ThinkingConfig;
import io.millrace.verify.VerifierConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tasks: those that generate their prompts, and those for data sets, each with a verifier.
 *
 * @param digits digit completion
 * @param reason chains of small sums, solved by thinking
 * @param lookup sums whose numbers are looked up with a tool
 * @param verifiers tasks for data sets, by name; each has a type, which determines its other options; a list in a file replaces the
 *     whole default list
 */
public record TaskConfig(
        DigitsConfig digits, ReasonConfig reason, LookupConfig lookup, List<VerifierConfig> verifiers) {
    public TaskConfig {
        requireNonNull(digits, "digits");
        requireNonNull(reason, "reason");
        requireNonNull(lookup, "lookup");
        verifiers = List.copyOf(verifiers);
        OptionRules rules = new OptionRules("task");
        Set<String> names = new LinkedHashSet<>();
        for (VerifierConfig verifier : verifiers) {
            String name = verifier.name();
            boolean free = !name.equals(DigitsTask.NAME)
                    && !name.equals(ReasonTask.NAME)
                    && !name.equals(LookupTask.NAME)
                    && !name.equals(DatasetConfig.AUTO)
                    && !names.contains(name);
            rules.that(
                    free, "verifiers", "names must differ from each other and from built-in tasks, had %s twice", name);
            for (String used : uses(verifier, rules)) {
                rules.that(
                        names.contains(used),
                        "verifiers",
                        "%s must name verifiers that precede it in the list, named %s",
                        name,
                        used);
            }
            names.add(name);
        }
        rules.done();
    }

    /** A custom verifier may fail. */
    private static List<String> uses(VerifierConfig verifier, OptionRules rules) {
        try {
            return List.copyOf(verifier.type().uses());
        } catch (RuntimeException | LinkageError e) {
            rules.that(
                    false,
                    "verifiers",
                    "%s must not fail while a configuration is checked, threw %s (%s)",
                    verifier.name(),
                    e,
                    verifier.type().getClass());
            return List.of();
        }
    }

    /**
     * The tasks with these options; the caller closes them.
     *
     * @throws IllegalArgumentException if a custom verifier cannot be created
     */
    public Tasks tasks(ThinkingConfig thinking) {
        List<Task> tasks = new ArrayList<>(VerifierTask.of(verifiers, thinking));
        tasks.add(new DigitsTask(digits));
        tasks.add(new ReasonTask(reason));
        tasks.add(new LookupTask(lookup));
        return Tasks.of(tasks);
    }
}
