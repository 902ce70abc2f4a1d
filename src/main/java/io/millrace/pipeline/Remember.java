package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.memory.TrajectoryMemory;
import io.millrace.method.r3.Collapse;
import io.millrace.method.r3.Reflect;
import io.millrace.method.r3.Reflection;
import io.millrace.method.r3.Replay;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
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
 * Takes a graded group to its query's memory: what it is joined by and whether the query is reflected on is decided by what was
 * known before the visit; then the visit is remembered and the statistics go on.
 *
 * <p>Replays are neither remembered nor counted again, nor are copies that stand for revisions. The index is read only for a
 * group that needs it.
 */
public final class Remember implements AutoCloseable {
    private static final Set<Origin> IN_MEMORY = EnumSet.of(Origin.SAMPLED, Origin.REVISED);

    private final Optional<Replay> replay;
    private final Optional<Reflect> reflect;
    private final Tasks tasks;

    /**
     * @param replay what joins a group; empty for none
     * @param reflect which queries are reflected on; empty for none
     * @param tasks know the truths of the queries that are reflected on; closed with it
     */
    public Remember(Optional<Replay> replay, Optional<Reflect> reflect, Tasks tasks) {
        this.replay = requireNonNull(replay, "replay");
        this.reflect = requireNonNull(reflect, "reflect");
        this.tasks = requireNonNull(tasks, "tasks");
    }

    /** Remembers, and nothing else. */
    public static Remember only() {
        return new Remember(Optional.empty(), Optional.empty(), Tasks.of());
    }

    /**
     * Takes a group to memory.
     *
     * @param memory of the group's query
     * @param newestVersion number of the newest policy version known, which ages are counted from
     */
    public Remembered apply(GradedGroup group, TrajectoryMemory memory, long newestVersion) throws IOException {
        QueryStatistics before = memory.statistics();
        if (group.graded().isEmpty()) {
            memory.update(before.plus(group));
            return new Remembered(group, 0, 0, Collapse.NONE, List.of(), Optional.empty());
        }
        PromptVisit visit = group.visit();
        Optional<Replay> joining = replay.filter(r -> r.wanted(group));
        Optional<Reflect> reflecting = reflect.filter(r -> r.wanted(visit, before));
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
                joined(group, joined),
                offered.size(),
                evicted,
                visit.prompt().kind() == PromptKind.PLAIN ? Collapse.of(group) : Collapse.NONE,
                joined.stream().map(t -> replayed(t, newestVersion)).toList(),
                reflection);
    }

    /** The first choices that have not expired since the index was read. */
    private static List<Trajectory> read(Replay replay, GradedGroup group, MemoryIndex index, TrajectoryMemory memory)
            throws IOException {
        List<Trajectory> chosen = new ArrayList<>();
        for (IndexEntry entry : replay.candidates(group, index)) {
            if (chosen.size() == replay.most()) {
                break;
            }
            memory.read(entry).ifPresent(chosen::add);
        }
        return chosen;
    }

    private Optional<Reflection> reflection(
            Reflect reflect, PromptVisit visit, MemoryIndex index, TrajectoryMemory memory) throws IOException {
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

    private static GradedGroup joined(GradedGroup group, List<Trajectory> joined) {
        if (joined.isEmpty()) {
            return group;
        }
        List<GradedResponse> all = new ArrayList<>(group.responses());
        int next = all.stream().mapToInt(r -> r.response().sample()).max().orElse(-1) + 1;
        for (Trajectory trajectory : joined) {
            all.add(Replay.replayed(trajectory, next++, group.visit().prompt().kind()));
        }
        return group.with(all);
    }

    private static Replayed replayed(Trajectory trajectory, long newestVersion) {
        return new Replayed(
                trajectory.response().correct(),
                trajectory.response().response().context(),
                Math.max(0, newestVersion - trajectory.response().response().oldestVersion()));
    }

    /** Closes the tasks. */
    @Override
    public void close() {
        tasks.close();
    }
}
