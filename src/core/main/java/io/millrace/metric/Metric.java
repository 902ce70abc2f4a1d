package io.millrace.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * All metrics, with name, unit, meaning, and values that indicate a problem. Figures that only steps have are in {@link
 * StepFigure}; those of a method are declared by the method: {@code Method.ownFigures}.
 */
public enum Metric implements Figure {
    VISITS_READ(
            Kind.COUNTER,
            "visits",
            "prompt visits that entered the stream",
            "stands still: there is no input, or pacing blocks it"),
    SOURCE_PACED(
            "0 or 1",
            "whether a reader waits for a newer policy version before its next prompt",
            "always 1: the learner is the bottleneck"),
    VISITS_WAITING(
            "visits",
            "visits that wait for a slot in the engine",
            "at its maximum while source_paced is 0: the engine is the bottleneck"),
    RESPONSES_IN_FLIGHT(
            "responses", "responses being decoded", "0 while source_paced is 1: the learner is the bottleneck"),
    RESPONSES_SAMPLED(Kind.COUNTER, "responses", "responses that the engine finished", "stands still"),
    TOKENS_SAMPLED(Kind.COUNTER, "tokens", "response tokens that the engine sampled", "stands still"),
    SAMPLING_FAILURES(Kind.COUNTER, "visits", "visits that the engine failed to sample", "above 0"),
    SERVERS_OUT(
            "servers",
            "inference servers that are out: they failed, or do not have the current weights",
            "above 0 for longer than a restart takes: see the log for the reason"),
    SERVER_IN_FLIGHT(
            "responses",
            "responses in progress on an inference server, by server",
            "far from that of the others for long: the server is slow"),
    SERVER_TOKENS(
            Kind.COUNTER,
            "tokens",
            "response tokens sampled on an inference server, by server",
            "stands still while others rise: the server is out or hangs"),
    SERVER_VERSION(
            "version",
            "policy version that an inference server samples with, by server; -1 if unknown",
            "behind policy_version for long: updates are slow, or fail"),
    SERVER_FAULTS(
            Kind.COUNTER,
            "requests",
            "requests to an inference server without a usable reply, by server and kind",
            "above 0: unusable and stale mean that the server is not to be trusted, the others that it is overloaded or down"),
    REVISIONS_MADE(
            Kind.COUNTER,
            "responses",
            "responses whose thinking was cut and whose answer was sampled again",
            "stands still: responses do not think, or no thinking can be cut"),
    REVISIONS_FAILED(
            Kind.COUNTER,
            "responses",
            "revisions that failed in the reflection model or the engine; their originals are kept without them",
            "more than a few: see the log for the cause of the first one"),
    REVISION_CUT_SHARE(
            "0..1",
            "thinking tokens cut by revisions, as a share of all tokens of their originals, since the start",
            "near 0: thinking is cut too late; near 1 with many revisions replaced: too early"),
    REVISIONS_RIGHT(
            Kind.COUNTER,
            "responses",
            "correct revisions, which stay in their groups",
            "a small share of revisions_made: thinking is cut before its result, or the ending does not suit the policy"),
    REVISIONS_REPLACED(
            Kind.COUNTER,
            "responses",
            "incorrect revisions, which were replaced by copies of their originals",
            "most of revisions_made although the originals are correct"),
    REVISIONS_UNGRADED(
            Kind.COUNTER,
            "responses",
            "revisions on which a verifier failed, which were replaced by copies of their originals",
            "above 0: see responses_ungraded"),
    RESPONSES_GRADED(Kind.COUNTER, "responses", "responses with a verdict", "falls behind responses_sampled"),
    RESPONSES_UNGRADED(Kind.COUNTER, "responses", "responses on which a verifier failed", "above 0"),
    RESPONSES_UNANSWERED(
            Kind.COUNTER,
            "responses",
            "responses judged incorrect because no answer was found or they were truncated",
            "as many as responses_graded: the task, the truths or the length limit do not fit this policy"),
    ALGEBRA_ASKED(
            Kind.COUNTER,
            "questions",
            "pairs of values that all verifiers of the JVM wanted Symja to compare; each subtask reports the total of its JVM",
            "rises as fast as responses_graded: answers exceed the verifier's bounds"),
    ALGEBRA_PROVEN(
            Kind.COUNTER,
            "questions",
            "of these, pairs that Symja proved equal",
            "0 while algebra_asked rises: Symja does not help with these answers"),
    ALGEBRA_LOST(
            Kind.COUNTER,
            "questions",
            "of these, pairs on which the worker hung or failed, or for which no worker was free",
            "rises as fast as algebra_asked: the machine is overloaded, or answers make Symja hang"),
    GROUPS_VERIFYING(
            "groups",
            "groups that wait for a remote verifier",
            "as many as there are in the stream: the verifier is the bottleneck or unavailable"),
    VERIFIER_REQUESTS(Kind.COUNTER, "requests", "requests to verifiers over HTTP, retries included", "stands still"),
    VERIFIER_RETRIES(
            Kind.COUNTER,
            "requests",
            "retried requests to verifiers over HTTP",
            "rises nearly as fast as verifier_requests"),
    VERIFIER_FAILURES(
            Kind.COUNTER,
            "requests",
            "failed requests to verifiers over HTTP, retries included",
            "rises: see the log and the reasons in dead-letters"),
    VERIFIER_SECONDS(
            Kind.COUNTER,
            "s",
            "total duration of requests to verifiers over HTTP; divided by verifier_requests, the mean",
            "rises faster than verifier_requests: the verifier slows down"),
    VERIFIER_CIRCUITS_OPEN(
            "verifiers",
            "verifiers over HTTP whose circuit breaker is open because they keep failing",
            "above 0: groups wait, and are ungraded after circuit.patience"),
    TRAJECTORIES_REMEMBERED(Kind.COUNTER, "trajectories", "trajectories written to memory", "stands still"),
    TRAJECTORIES_EVICTED(
            Kind.COUNTER,
            "trajectories",
            "trajectories removed to make room for newer ones",
            "rises as fast as trajectories_remembered: raise memory.correct and memory.wrong if history matters"),
    GROUPS_COLLAPSED_WRONG(
            Kind.COUNTER,
            "groups",
            "plain groups whose responses were all incorrect before replay",
            "rises as fast as groups arrive: the data set is too hard"),
    GROUPS_COLLAPSED_RIGHT(
            Kind.COUNTER,
            "groups",
            "plain groups whose responses were all correct before replay",
            "rises as fast as groups arrive: the data set has become too easy"),
    GROUPS_RESTORED(
            Kind.COUNTER,
            "groups",
            "groups with equal verdicts that were joined by replays",
            "stands still while groups collapse: memory has no response with the opposite verdict"),
    REPLAYS_CORRECT(
            Kind.COUNTER,
            "responses",
            "correct responses replayed into all-incorrect groups",
            "stands still while groups_collapsed_wrong rises: hard queries were never solved"),
    REPLAYS_WRONG(
            Kind.COUNTER,
            "responses",
            "incorrect responses replayed into all-correct groups",
            "stands still while groups_collapsed_right rises: the failures were evicted from memory"),
    REPLAYS_CROSS_CONTEXT(
            Kind.COUNTER,
            "responses",
            "replays that were sampled in a reflection",
            "stands still while reflections_won rises"),
    REPLAY_AGE(
            "policy versions",
            "age of the policy that sampled a replayed response: newest version minus its oldest",
            "grows without bound: hard queries are no longer solved; lower memory.ttl"),
    REFLECTIONS_SENT(
            Kind.COUNTER,
            "prompts",
            "reflection prompts created from hard queries",
            "as fast as visits: nearly every query counts as hard"),
    REFLECTIONS_TRIED(Kind.COUNTER, "groups", "graded reflection groups", "falls behind reflections_sent"),
    REFLECTIONS_WON(
            Kind.COUNTER,
            "groups",
            "reflection groups with a correct response",
            "near 0 while reflections_tried rises: the policy learns nothing from its failures"),
    MINIBATCHES_COMPOSED(Kind.COUNTER, "minibatches", "minibatches handed to the learner", "stands still"),
    PARTIAL_MINIBATCHES(
            Kind.COUNTER,
            "minibatches",
            "incomplete minibatches, composed because batch.maxWait had passed",
            "above 0 with steady input: an upstream stage is stuck"),
    VISITS_TOO_STALE(
            Kind.COUNTER,
            "visits",
            "groups dropped because they were older than stream.maxStaleness",
            "above a few percent: stragglers; lower sampling.maxTokens or raise the bound"),
    PRIORITY_SHARE(
            "0..1",
            "share of the round's responses in its priority batch",
            "1: there are no leftovers; near 0: hardly any response has priority"),
    COMPENSATION_STEPS(
            Kind.COUNTER,
            "optimizer steps",
            "steps on the leftovers of priority batches",
            "stands still although leftovers should be trained on: the buffer never fills"),
    COMPENSATION_DROPPED(
            Kind.COUNTER,
            "responses",
            "leftovers dropped from the replay buffer without being trained on",
            "rises fast although leftovers should be trained on: their random draws are faulty"),
    BUFFER_FILL(
            "responses",
            "leftovers that wait in the replay buffer",
            "always 0: there are no leftovers, or groups are small"),
    LEARNER_STEP("optimizer steps", "optimizer steps taken on fresh visits", "stands still"),
    STEPS_ACKNOWLEDGED(
            "steps",
            "steps whose minibatches a learner outside Millrace has all acknowledged",
            "stands still: the outside learner is stuck, or does not acknowledge"),
    POLICY_VERSION("", "number of the newest published policy version", "stands still"),
    LOSS("", "loss of the last step", "NaN, or growing without bound"),
    REWARD("", "mean total reward of the last minibatch", "falls"),
    ACCURACY("0..1", "share of correct responses in the last minibatch", "falls"),
    RESPONSE_TOKENS(
            "tokens", "mean response length of the last minibatch", "approaches sampling.maxTokens, or collapses to 1"),
    SOLVE_ALL("0..1", "share of groups in which every response is correct", "near 1: the data set has become too easy"),
    SOLVE_NONE("0..1", "share of groups in which no response is correct", "near 1: the data set is too hard"),
    ZERO_ADVANTAGE("0..1", "share of groups without a learning signal", "near 1"),
    CURRICULUM_SEEN(
            "0..1",
            "share of the training prompts visited so far (curriculum)",
            "stands still far below 1: the run is too short for its data"),
    CURRICULUM_PREFERRED(
            "0..1",
            "share of the training prompts that are preferred: not visited yet, or with a medium pass rate (curriculum)",
            "near 0: the few remaining ones are visited repeatedly; widen data.curriculum.low..high, or use other prompts"),
    CURRICULUM_EASY(
            "0..1",
            "share of the training prompts whose pass rate is above data.curriculum.high (curriculum)",
            "near 1: the data set has become too easy"),
    CURRICULUM_HARD(
            "0..1",
            "share of the training prompts whose pass rate is below data.curriculum.low (curriculum)",
            "near 1: the data set is too hard"),
    GRADIENT_NORM("", "global L2 norm of the gradient before clipping", "spikes, or is 0"),
    ENTROPY(
            "nats per token",
            "mean entropy of the policy at temperature 1 over all graded responses of the last minibatch, as sampled",
            "collapses to 0 early"),
    KL("nats per token", "mean estimated divergence from the reference policy over the last minibatch", "grows fast"),
    CLIP_SHARE(
            "0..1",
            "share of tokens with a gradient whose importance ratio was clipped, or whose weight was truncated",
            "above 0.3 without replays and leftovers: responses are too stale, or the learning rate is too large"),
    LOG_PROB_GAP(
            "nats per token",
            "mean |log pi_now - log pi_behaviour| before the step over the tokens with a gradient",
            "large although staleness is 0 and there are no replays or leftovers: engine and learner disagree"),
    STALENESS(
            "optimizer steps",
            "mean age of the weights that sampled the responses trained on",
            "always at its bound: sampling is far ahead of training"),
    CHANNEL_RECORDS(
            Kind.COUNTER,
            "records",
            "records that the channel has published since its creation",
            "stands still while learner_step rises: checkpoints fail, and records are only published with them"),
    CHANNEL_SEGMENTS(
            "segments",
            "segments that the channel retains",
            "rises without bound in an endless run: set channels.keepAge or channels.keepBytes"),
    CHANNEL_FOREIGN(
            Kind.COUNTER,
            "records",
            "records of the channel's topic that were skipped because another program wrote them",
            "above 0: another program writes to the topic: revoke its permission; the log names some of them"),
    EPISODES_READ(
            "records",
            "number of the next record that `millrace monitor` reads of the episodes of a run",
            "stands still while the run publishes episodes: the monitor is stuck"),
    EPISODES_UNREADABLE(
            Kind.COUNTER,
            "records",
            "records of the episodes that `millrace monitor` could not read and has skipped",
            "above 0: the channel is damaged, or the run is newer than the monitor; the log names them");

    /** How a metric changes. */
    public enum Kind {
        /** Only rises, from 0 at the start of a process. */
        COUNTER,
        /** Rises and falls. */
        GAUGE
    }

    private final Kind kind;
    private final String unit;
    private final String meaning;
    private final String bad;

    Metric(String unit, String meaning, String bad) {
        this(Kind.GAUGE, unit, meaning, bad);
    }

    Metric(Kind kind, String unit, String meaning, String bad) {
        this.kind = kind;
        this.unit = unit;
        this.meaning = meaning;
        this.bad = bad;
    }

    /** The metric of a key; empty if there is none. */
    public static Optional<Metric> find(String key) {
        return Arrays.stream(values())
                .filter(metric -> metric.key().equals(key))
                .findFirst();
    }

    /**
     * Its value for the job.
     *
     * @param sum sum over the subtasks that report it
     * @param largest largest value of one of them
     * @return the sum of a counter, the largest value of a gauge
     */
    public double overSubtasks(double sum, double largest) {
        return kind == Kind.COUNTER ? sum : largest;
    }

    /** How it changes. */
    public Kind kind() {
        return kind;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String bad() {
        return bad;
    }
}
