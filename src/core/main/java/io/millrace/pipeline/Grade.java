package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.method.GroupFigure;
import io.millrace.method.GroupGrading;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Interaction;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.model.Verdict;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.token.Tokenizer;
import io.millrace.verify.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Assigns each response of a group its verdict and its rewards: the task's own, then the configured ones, first by
 * response and then by group. A response whose task or rule fails is ungraded, with the reason; a failure never becomes
 * a reward of 0. A rule that returns 0 adds no component.
 */
public final class Grade implements AutoCloseable {
    private final Tokenizer tokenizer;
    private final Tasks tasks;
    private final List<ResponseReward> responseRewards;
    private final List<GroupReward> groupRewards;
    private final GroupGrading grading;
    private final List<GroupFigure> figures;
    private final WaitingThreads waiting = new WaitingThreads();

    /** Grades with the tasks' rewards only. */
    public Grade(Tokenizer tokenizer, Tasks tasks) {
        this(tokenizer, tasks, List.of(), List.of());
    }

    /** Grades every response independently, with additional rewards and without figures. */
    public Grade(
            Tokenizer tokenizer, Tasks tasks, List<ResponseReward> responseRewards, List<GroupReward> groupRewards) {
        this(tokenizer, tasks, responseRewards, groupRewards, GroupGrading.EACH, List.of());
    }

    /**
     * @param tasks closed with this object
     * @param responseRewards added to the task's own, in order
     * @param groupRewards added after those, in order
     * @param grading order in which responses are graded, and which of them replace others
     * @param figures figures of graded groups to show
     */
    public Grade(
            Tokenizer tokenizer,
            Tasks tasks,
            List<ResponseReward> responseRewards,
            List<GroupReward> groupRewards,
            GroupGrading grading,
            List<GroupFigure> figures) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.tasks = requireNonNull(tasks, "tasks");
        this.responseRewards = List.copyOf(responseRewards);
        this.groupRewards = List.copyOf(groupRewards);
        this.grading = requireNonNull(grading, "grading");
        this.figures = List.copyOf(figures);
    }

    /**
     * Starts grading a group: on the calling thread if its verifier is local, otherwise on a separate thread.
     *
     * @return the graded group, already complete if the verifier is local
     */
    public CompletableFuture<GradedGroup> start(SampledGroup group) {
        return start(group.visit().prompt(), () -> apply(group));
    }

    /** Starts grading responses to a prompt independently, without rewards that compare them; threads as for {@link #start}. */
    public CompletableFuture<List<GradedResponse>> startEach(Prompt prompt, List<Response> responses) {
        return start(prompt, () -> {
            Verdicts verdicts = verify(prompt, responses);
            return responses.stream()
                    .map(response -> grade(prompt, response, verdicts))
                    .toList();
        });
    }

    private <T> CompletableFuture<T> start(Prompt prompt, Supplier<T> work) {
        boolean waits = tasks.find(prompt.task()).filter(Task::waits).isPresent();
        return waits ? waiting.start(work) : CompletableFuture.completedFuture(work.get());
    }

    /** Number of groups that wait for a verdict from a remote verifier. */
    public int waiting() {
        return waiting.unfinished();
    }

    /** Traffic to remote verifiers. */
    public Traffic traffic() {
        return tasks.traffic();
    }

    /** Cancels waiting groups and closes the tasks. */
    @Override
    public void close() {
        waiting.close();
        tasks.close();
    }

    /** Grades a group. */
    public GradedGroup apply(SampledGroup group) {
        Prompt prompt = group.visit().prompt();
        List<Response> own = group.responses().stream()
                .filter(response -> response.origin() != Origin.COPIED)
                .toList();
        Verdicts verdicts = verify(prompt, own);
        GroupGrading.Graded graded = grading.grade(
                group.responses(),
                response -> verdicts.has(response) ? grade(prompt, response, verdicts) : grade(prompt, response));
        List<GradedResponse> responses = graded.responses();
        for (GroupReward reward : groupRewards) {
            responses = compare(reward, responses);
        }
        return new GradedGroup(group.visit(), group.prompt(), responses, graded.replaced());
    }

    /** The figures of graded groups to show. */
    public List<GroupFigure> figures() {
        return figures;
    }

    /** Grades one response independently, without rewards that compare it with others. */
    public GradedResponse grade(Prompt prompt, Response response) {
        return grade(prompt, response, verify(prompt, List.of(response)));
    }

    private Verdicts verify(Prompt prompt, List<Response> responses) {
        return Verdicts.of(tokenizer, tasks, prompt, responses);
    }

    private GradedResponse grade(Prompt prompt, Response response, Verdicts verdicts) {
        Verdict verdict = verdicts.verdict(response);
        if (verdict.kind() == Verdict.Kind.UNGRADED) {
            return new GradedResponse(response, verdict, Rewards.NONE);
        }
        try {
            Task task = tasks.find(prompt.task()).orElseThrow();
            GradedResponse graded = judged(task, prompt, rewarded(task, prompt, verdicts.decoded(response), verdict));
            for (ResponseReward reward : responseRewards) {
                graded = graded.graded() ? add(reward, prompt, graded) : graded;
            }
            return graded;
        } catch (RuntimeException | StackOverflowError e) {
            return ungraded(response, Verdict.failed(prompt.task(), e));
        }
    }

    /** Adds the task's judgement of the calls to the metrics of a response that had tools. */
    private static GradedResponse judged(Task task, Prompt prompt, GradedResponse graded) {
        Interaction interaction = graded.response().interaction();
        if (interaction.metric(Interaction.TOOL_CALLS).isEmpty()) {
            return graded;
        }
        OptionalInt unnecessary =
                task.unnecessaryCalls(prompt, interaction.calls().toList());
        return unnecessary.isEmpty()
                ? graded
                : new GradedResponse(
                        graded.response().with(interaction.with(Interaction.UNNECESSARY_CALLS, unnecessary.getAsInt())),
                        graded.verdict(),
                        graded.rewards());
    }

    /** The rewards of the task and of the environment. */
    private static GradedResponse rewarded(Task task, Prompt prompt, DecodedResponse decoded, Verdict verdict) {
        Response response = decoded.response();
        Rewards rewards = task.reward(prompt, decoded, verdict);
        Require.that(Double.isFinite(rewards.total()), "reward must be finite, was %s", rewards.total());
        int credited = rewards.perToken().length;
        Require.that(
                credited == 0 || credited == response.size(),
                "must have a reward for each of %d tokens or none, had %d",
                response.size(),
                credited);
        GradedResponse graded = new GradedResponse(response, verdict, rewards);
        for (Map.Entry<String, Double> earned : response.interaction().rewards().entrySet()) {
            graded = graded.graded() ? plus(graded, earned.getKey(), earned.getValue()) : graded;
        }
        return graded;
    }

    private static GradedResponse add(ResponseReward reward, Prompt prompt, GradedResponse response) {
        try {
            return plus(response, reward.name(), reward.score(prompt, response));
        } catch (RuntimeException | StackOverflowError e) {
            return ungraded(response.response(), Verdict.failed(reward.name(), e));
        }
    }

    /** Ungraded responses are left out of the comparison; if the comparison fails, no response gets a reward. */
    private static List<GradedResponse> compare(GroupReward reward, List<GradedResponse> responses) {
        List<GradedResponse> graded =
                responses.stream().filter(GradedResponse::graded).toList();
        double[] scores;
        try {
            scores = reward.score(graded);
            Require.that(
                    scores.length == graded.size(),
                    "must have a score for each of %d responses, had %d",
                    graded.size(),
                    scores.length);
        } catch (RuntimeException | StackOverflowError e) {
            Verdict failed = Verdict.failed(reward.name(), e);
            return responses.stream()
                    .map(response -> response.graded() ? ungraded(response.response(), failed) : response)
                    .toList();
        }
        List<GradedResponse> compared = new ArrayList<>();
        int next = 0;
        for (GradedResponse response : responses) {
            compared.add(response.graded() ? plus(response, reward.name(), scores[next++]) : response);
        }
        return compared;
    }

    private static GradedResponse plus(GradedResponse response, String name, double value) {
        if (value == 0) {
            return response;
        }
        Rewards rewards = response.rewards().plus(name, value);
        return Double.isFinite(rewards.total())
                ? new GradedResponse(response.response(), response.verdict(), rewards)
                : ungraded(
                        response.response(),
                        Verdict.ungraded("%s: reward must be finite, was %s".formatted(name, rewards.total())));
    }

    private static GradedResponse ungraded(Response response, Verdict verdict) {
        return new GradedResponse(response, verdict, Rewards.NONE);
    }
}
