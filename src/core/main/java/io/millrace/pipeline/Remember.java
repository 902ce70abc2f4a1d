package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.memory.TrajectoryMemory;
import io.millrace.method.Reflector;
import io.millrace.method.Replayer;
import io.millrace.model.Collapse;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Reflection;
import io.millrace.pipeline.Remembered.Replayed;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Updates the memory of a graded group's query. The replays that join the group and the decision to reflect on the query depend on
 * the memory before the visit; then the visit is remembered and the statistics are updated.
 *
 * <p>Replays and copies that stand for revisions are neither remembered nor counted again. The index is read only for groups that
 * need it.
 */
public final class Remember implements AutoCloseable {
    private static final Set<Origin> IN_MEMORY = EnumSet.of(Origin.SAMPLED, Origin.REVISED);

    private final List<Replayer> replayers;
    private final List<Reflector> reflectors;
    private final Tasks tasks;

    /**
     * @param replayers let remembered responses join groups; the first one that wants a group is used
     * @param reflectors choose queries to reflect on; the first one that wants a query is used
     * @param tasks know the truths of the queries that are reflected on; closed with this object
     */
    public Remember(List<Replayer> replayers, List<Reflector> reflectors, Tasks tasks) {
        this.replayers = List.copyOf(replayers);
        this.reflectors = List.copyOf(reflectors);
        this.tasks = requireNonNull(tasks, "tasks");
    }

    /** Only remembers groups, without replays or reflections. */
    public static Remember only() {
        return new Remember(List.of(), List.of(), Tasks.of());
    }

    /**
     * Updates the memory of a group's query.
     *
     * @param memory the memory of the group's query
     * @param newestVersion number of the newest policy version known, the reference for ages
     */
    public Remembered apply(GradedGroup group, TrajectoryMemory memory, long newestVersion) throws IOException {
        QueryStatistics before = memory.statistics();
        if (group.graded().isEmpty()) {
            memory.update(before.plus(group));
            return new Remembered(group, 0, 0, Collapse.NONE, List.of(), Optional.empty());
        }
        PromptVisit visit = group.visit();
        Optional<Replayer> joining =
                replayers.stream().filter(replayer -> replayer.wanted(group)).findFirst();
        Optional<Reflector> reflecting = reflectors.stream()
                .filter(reflector -> reflector.wanted(visit, before))
                .findFirst();
        MemoryIndex index =
                joining.isPresent() || reflecting.isPresent() ? memory.index(newestVersion) : MemoryIndex.EMPTY;
        List<Trajectory> joined = joining.isPresent() ? read(joining.get(), group, index, memory) : List.of();
        Optional<Reflection> reflection =
                reflecting.isPresent() ? reflection(reflecting.get(), visit, index, memory) : Optional.empty();

        List<Trajectory> offered = offered(group);
        int evicted = memory.remember(offered, newestVersion);
        QueryStatistics after = before.plus(group);
        memory.update(reflection.isPresent() ? after.with(after.reflections().sentAt(before.visits())) : after);
        return new Remembered(
                joining.map(replayer -> joined(group, joined, replayer)).orElse(group),
                offered.size(),
                evicted,
                visit.prompt().kind() == PromptKind.PLAIN ? Collapse.of(group) : Collapse.NONE,
                joined.stream().map(t -> replayed(t, newestVersion)).toList(),
                reflection);
    }

    /** The preferred trajectories that have not expired since the index was read. */
    private static List<Trajectory> read(Replayer replay, GradedGroup group, MemoryIndex index, TrajectoryMemory memory)
            throws IOException {
        List<Trajectory> chosen = new ArrayList<>();
        for (IndexEntry entry : replay.candidates(group, index)) {
            if (chosen.size() == replay.maxReplays()) {
                break;
            }
            memory.read(entry).ifPresent(chosen::add);
        }
        return chosen;
    }

    private Optional<Reflection> reflection(
            Reflector reflect, PromptVisit visit, MemoryIndex index, TrajectoryMemory memory) throws IOException {
        for (IndexEntry entry : reflect.candidates(visit, index)) {
            Optional<Trajectory> failed = memory.read(entry);
            if (failed.isPresent()) {
                Prompt query = visit.prompt();
                List<String> truths = tasks.find(query.task())
                        .map((Task task) -> task.truths(query))
                        .orElse(query.truths());
                Prompt prompt =
                        reflect.prompt(query, truths, failed.get().response().response());
                return Optional.of(new Reflection(prompt, visit.visit()));
            }
        }
        return Optional.empty();
    }

    private static List<Trajectory> offered(GradedGroup group) {
        return group.graded().stream()
                .filter(response -> IN_MEMORY.contains(response.response().origin()))
                .map(response -> Trajectory.of(group.visit(), response))
                .toList();
    }

    private static GradedGroup joined(GradedGroup group, List<Trajectory> joined, Replayer replayer) {
        if (joined.isEmpty()) {
            return group;
        }
        List<GradedResponse> all = new ArrayList<>(group.responses());
        int next = all.stream().mapToInt(r -> r.response().sample()).max().orElse(-1) + 1;
        for (Trajectory trajectory : joined) {
            all.add(replayer.replayed(trajectory, next++, group.visit().prompt().kind()));
        }
        return group.with(all);
    }

    private static Replayed replayed(Trajectory trajectory, long newestVersion) {
        return new Replayed(
                trajectory.response().correct(),
                trajectory.response().response().context(),
                new Replayed.Source(
                        trajectory.visit(),
                        trajectory.response().response().sample(),
                        trajectory.response().response().oldestStep()),
                Math.max(0, newestVersion - trajectory.response().response().oldestVersion()));
    }

    /** Closes the tasks. */
    @Override
    public void close() {
        tasks.close();
    }
}
