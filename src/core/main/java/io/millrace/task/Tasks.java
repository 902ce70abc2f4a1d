package io.millrace.task;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import io.millrace.verify.Traffic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tasks of a run by name. */
public final class Tasks implements AutoCloseable {
    private final Map<String, Task> byName = new TreeMap<>();

    private Tasks(List<? extends Task> tasks) {
        for (Task task : tasks) {
            Require.that(byName.put(task.name(), task) == null, "tasks: names must differ, had %s twice", task.name());
        }
    }

    public static Tasks of(Task... tasks) {
        return of(Arrays.asList(tasks));
    }

    public static Tasks of(List<? extends Task> tasks) {
        return new Tasks(tasks);
    }

    public Optional<Task> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The reason why no answer to a prompt can be judged: its task is unknown or rejects it.
     *
     * @return empty if answers can be judged
     */
    public Optional<String> refusal(Prompt prompt) {
        Task task = byName.get(prompt.task());
        return task == null
                ? Optional.of("task must be one of %s, was %s".formatted(String.join(", ", names()), prompt.task()))
                : task.refusal(prompt).map(reason -> "task %s: %s".formatted(task.name(), reason));
    }

    /** Whether the named task treats truths as answers: {@link Task#readsAnswers}. */
    public boolean readsAnswers(String name) {
        return find(name).filter(Task::readsAnswers).isPresent();
    }

    /** The task with this name, if it generates prompts. */
    public Optional<PromptGenerator> generator(String name) {
        return find(name).filter(PromptGenerator.class::isInstance).map(PromptGenerator.class::cast);
    }

    /** Names of all tasks, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Names of the tasks that generate prompts, in alphabetical order. */
    public List<String> generators() {
        return byName.keySet().stream()
                .filter(name -> generator(name).isPresent())
                .toList();
    }

    /** Requests of all tasks to other machines. */
    public Traffic traffic() {
        return byName.values().stream().map(Task::traffic).reduce(Traffic.NONE, Traffic::plus);
    }

    /** Closes all tasks. */
    @Override
    public void close() {
        byName.values().forEach(Task::close);
    }
}
