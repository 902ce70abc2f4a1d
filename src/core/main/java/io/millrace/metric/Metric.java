package io.millrace.metric;

/**
 * All metrics, with name, unit, meaning, and values that indicate a problem. Figures of a method are declared by the method:
 * {@code Method.ownFigures}.
 */
public enum Metric implements Figure {
    VISITS_READ(
            "visits_read",
            "visits",
            "prompt visits that entered the stream",
            "stands still: there is no input, or pacing blocks it"),
    SOURCE_PACED(
            "source_paced",
            "0 or 1",
            "whether a reader waits for a newer policy version before its next prompt",
            "always 1: the learner is the bottleneck"),
    VISITS_WAITING(
            "visits_waiting",
            "visits",
            "visits that wait for a slot in the engine",
            "at its maximum while source_paced is 0: the engine is the bottleneck"),
    RESPONSES_IN_FLIGHT(
            "responses_in_flight",
            "responses",
            "responses being decoded",
            "0 while source_paced is 1: the learner is the bottleneck"),
    RESPONSES_SAMPLED("responses_sampled", "responses", "responses that the engine finished", "stands still"),
    TOKENS_SAMPLED("tokens_sampled", "tokens", "response tokens that the engine sampled", "stands still"),
    SAMPLING_FAILURES("sampling_failures", "visits", "visits that the engine failed to sample", "above 0"),
    REVISIONS_MADE(
            "revisions_made",
            "responses",
            "responses whose thinking was cut and whose answer was sampled again",
            "stands still: responses do not think, or no thinking can be cut"),
    REVISIONS_FAILED(
            "revisions_failed",
            "responses",
            "revisions that failed in the reflection model or the engine; their originals are kept without them",
            "more than a few: see the log for the cause of the first one"),
    REVISION_CUT_SHARE(
            "revision_cut_share",
            "0..1",
            "thinking tokens cut by revisions, as a share of all tokens of their originals, since the start",
            "near 0: thinking is cut too late; near 1 with many revisions replaced: too early"),
    REVISIONS_RIGHT(
            "revisions_right",
            "responses",
            "correct revisions, which stay in their groups",
            "a small share of revisions_made: thinking is cut before its result, or the ending does not suit the policy"),
    REVISIONS_REPLACED(
            "revisions_replaced",
            "responses",
            "incorrect revisions, which were replaced by copies of their originals",
            "most of revisions_made although the originals are correct"),
    REVISIONS_UNGRADED(
            "revisions_ungraded",
            "responses",
            "revisions on which a verifier failed, which were replaced by copies of their originals",
            "above 0: see responses_ungraded"),
    RESPONSES_GRADED("responses_graded", "responses", "responses with a verdict", "falls behind responses_sampled"),
    RESPONSES_UNGRADED("responses_ungraded", "responses", "responses on which a verifier failed", "above 0"),
    RESPONSES_UNANSWERED(
            "responses_unanswered",
            "responses",
            "responses judged incorrect because no answer was found or they were truncated",
            "as many as responses_graded: the task, the truths or the length limit do not fit this policy"),
    ALGEBRA_ASKED(
            "algebra_asked",
            "questions",
            "pairs of values that all verifiers of the JVM wanted Symja to compare; each subtask reports the total of its JVM",
            "rises as fast as responses_graded: answers exceed the verifier's bounds"),
    ALGEBRA_PROVEN(
            "algebra_proven",
            "questions",
            "of these, pairs that Symja proved equal",
            "0 while algebra_asked rises: Symja does not help with these answers"),
    ALGEBRA_LOST(
            "algebra_lost",
            "questions",
            "of these, pairs on which the worker hung or failed, or for which no worker was free",
            "rises as fast as algebra_asked: the machine is overloaded, or answers make Symja hang"),
    GROUPS_VERIFYING(
            "groups_verifying",
            "groups",
            "groups that wait for a remote verifier",
            "as many as there are in the stream: the verifier is the bottleneck or unavailable"),
    VERIFIER_REQUESTS(
            "verifier_requests", "requests", "requests to verifiers over HTTP, retries included", "stands still"),
    VERIFIER_RETRIES(
            "verifier_retries",
            "requests",
            "retried requests to verifiers over HTTP",
            "rises nearly as fast as verifier_requests"),
    VERIFIER_FAILURES(
            "verifier_failures",
            "requests",
            "failed requests to verifiers over HTTP, retries included",
            "rises: see the log and the reasons in dead-letters"),
    VERIFIER_SECONDS(
            "verifier_seconds",
            "s",
            "total duration of requests to verifiers over HTTP; divided by verifier_requests, the mean",
            "rises faster than verifier_requests: the verifier slows down"),
    VERIFIER_CIRCUITS_OPEN(
            "verifier_circuits_open",
            "verifiers",
            "verifiers over HTTP whose circuit breaker is open because they keep failing",
            "above 0: groups wait, and are ungraded after circuit.patience"),
    TRAJECTORIES_REMEMBERED(
            "trajectories_remembered", "trajectories", "trajectories written to memory", "stands still"),
    TRAJECTORIES_EVICTED(
            "trajectories_evicted",
            "trajectories",
            "trajectories removed to make room for newer ones",
            "rises as fast as trajectories_remembered: raise memory.correct and memory.wrong if history matters"),
    GROUPS_COLLAPSED_WRONG(
            "groups_collapsed_wrong",
            "groups",
            "plain groups whose responses were all incorrect before replay",
            "rises as fast as groups arrive: the data set is too hard"),
    GROUPS_COLLAPSED_RIGHT(
            "groups_collapsed_right",
            "groups",
            "plain groups whose responses were all correct before replay",
            "rises as fast as groups arrive: the data set has become too easy"),
    GROUPS_RESTORED(
            "groups_restored",
            "groups",
            "groups with equal verdicts that were joined by replays",
            "stands still while groups collapse: memory has no response with the opposite verdict"),
    REPLAYS_CORRECT(
            "replays_correct",
            "responses",
            "correct responses replayed into all-incorrect groups",
            "stands still while groups_collapsed_wrong rises: hard queries were never solved"),
    REPLAYS_WRONG(
            "replays_wrong",
            "responses",
            "incorrect responses replayed into all-correct groups",
            "stands still while groups_collapsed_right rises: the failures were evicted from memory"),
    REPLAYS_CROSS_CONTEXT(
            "replays_cross_context",
            "responses",
            "replays that were sampled in a reflection",
            "stands still while reflections_won rises"),
    REPLAY_AGE(
            "replay_age",
            "policy versions",
            "age of the policy that sampled a replayed response: newest version minus its oldest",
            "grows without bound: hard queries are no longer solved; lower memory.ttl"),
    REFLECTIONS_SENT(
            "reflections_sent",
            "prompts",
            "reflection prompts created from hard queries",
            "as fast as visits: nearly every query counts as hard"),
    REFLECTIONS_TRIED("reflections_tried", "groups", "graded reflection groups", "falls behind reflections_sent"),
    REFLECTIONS_WON(
            "reflections_won",
            "groups",
            "reflection groups with a correct response",
            "near 0 while reflections_tried rises: the policy learns nothing from its failures"),
    MINIBATCHES_COMPOSED("minibatches_composed", "minibatches", "minibatches handed to the learner", "stands still"),
    PARTIAL_MINIBATCHES(
            "partial_minibatches",
            "minibatches",
            "incomplete minibatches, composed because batch.maxWait had passed",
            "above 0 with steady input: an upstream stage is stuck"),
    VISITS_TOO_STALE(
            "visits_too_stale",
            "visits",
            "groups dropped because they were older than stream.maxStaleness",
            "above a few percent: stragglers; lower sampling.maxTokens or raise the bound"),
    PRIORITY_SHARE(
            "priority_share",
            "0..1",
            "share of the round's responses in its priority batch",
            "1: there are no leftovers; near 0: hardly any response has priority"),
    COMPENSATION_STEPS(
            "compensation_steps",
            "optimizer steps",
            "steps on the leftovers of priority batches",
            "stands still although leftovers should be trained: the buffer never fills"),
    COMPENSATION_DROPPED(
            "compensation_dropped",
            "responses",
            "leftovers dropped from the replay buffer without being trained",
            "rises fast although leftovers should be trained: their random draws are faulty"),
    BUFFER_FILL(
            "buffer_fill",
            "responses",
            "leftovers that wait in the replay buffer",
            "always 0: there are no leftovers, or groups are small"),
    LEARNER_STEP("learner_step", "optimizer steps", "optimizer steps taken on fresh visits", "stands still"),
    POLICY_VERSION("policy_version", "", "number of the newest published policy version", "stands still"),
    LOSS("loss", "", "loss of the last step", "NaN, or growing without bound"),
    REWARD("reward", "", "mean total reward of the last minibatch", "falls"),
    ACCURACY("accuracy", "0..1", "share of correct responses in the last minibatch", "falls"),
    RESPONSE_TOKENS(
            "response_tokens",
            "tokens",
            "mean response length of the last minibatch",
            "approaches sampling.maxTokens, or collapses to 1"),
    SOLVE_ALL(
            "solve_all",
            "0..1",
            "share of groups in which every response is correct",
            "near 1: the data set has become too easy"),
    SOLVE_NONE(
            "solve_none",
            "0..1",
            "share of groups in which no response is correct",
            "near 1: the data set is too hard"),
    ZERO_ADVANTAGE("zero_advantage", "0..1", "share of groups without a learning signal", "near 1"),
    CURRICULUM_SEEN(
            "curriculum_seen",
            "0..1",
            "share of the training prompts visited so far (curriculum)",
            "stands still far below 1: the run is too short for its data"),
    CURRICULUM_PREFERRED(
            "curriculum_preferred",
            "0..1",
            "share of the training prompts that are preferred: not visited yet, or with a medium pass rate (curriculum)",
            "near 0: the few remaining ones are visited repeatedly; widen data.curriculum.low..high, or use other prompts"),
    CURRICULUM_EASY(
            "curriculum_easy",
            "0..1",
            "share of the training prompts whose pass rate is above data.curriculum.high (curriculum)",
            "near 1: the data set has become too easy"),
    CURRICULUM_HARD(
            "curriculum_hard",
            "0..1",
            "share of the training prompts whose pass rate is below data.curriculum.low (curriculum)",
            "near 1: the data set is too hard"),
    GRADIENT_NORM("gradient_norm", "", "global L2 norm of the gradient before clipping", "spikes, or is 0"),
    ENTROPY(
            "entropy",
            "nats per token",
            "mean entropy of the policy at temperature 1 over all graded responses of the last minibatch, as sampled",
            "collapses to 0 early"),
    KL(
            "kl",
            "nats per token",
            "mean estimated divergence from the reference policy over the last minibatch",
            "grows fast"),
    CLIP_SHARE(
            "clip_share",
            "0..1",
            "share of tokens with a gradient whose importance ratio was clipped, or whose weight was truncated",
            "above 0.3 without replays and leftovers: responses are too stale, or the learning rate is too large"),
    LOG_PROB_GAP(
            "log_prob_gap",
            "nats per token",
            "mean |log pi_now - log pi_behaviour| before the step over the tokens with a gradient",
            "large although staleness is 0 and there are no replays or leftovers: engine and learner disagree"),
    STALENESS(
            "staleness",
            "optimizer steps",
            "mean age of the trained responses' weights",
            "always at its bound: sampling is far ahead of training"),
    CHANNEL_RECORDS(
            "channel_records",
            "records",
            "records that the channel has published since its creation",
            "stands still while learner_step rises: checkpoints fail, and records are only published with them"),
    CHANNEL_SEGMENTS(
            "channel_segments",
            "segments",
            "segments that the channel retains",
            "rises without bound in an endless run: set channels.keepAge or channels.keepBytes"),
    CHANNEL_FOREIGN(
            "channel_foreign",
            "records",
            "records of the channel's topic that were skipped because another program wrote them",
            "above 0: another program writes to the topic: revoke its permission; the log lists the records"),

    // Figures of optimizer steps only, in the channel of steps.
    SAMPLED_TOKENS("sampled_tokens", "tokens", "response tokens sampled on all visits trained so far"),
    COMPENSATION(
            "compensation", "0 or 1", "1 for the step of a compensation batch, an additional step of the same round"),
    ROWS("rows", "responses", "responses trained in the step"),
    DROPPED("dropped", "responses", "leftovers that the round dropped without training on them"),
    GROUPS("groups", "groups", "groups of the minibatch"),
    RESPONSES("responses", "responses", "graded responses of the minibatch"),
    UNGRADED("ungraded", "responses", "responses of the minibatch without a verdict"),
    REPLAYS("replays", "responses", "responses replayed from memory into the groups of the minibatch"),
    TRUNCATED("truncated", "0..1", "share of responses truncated at their token limit"),
    MAX_STALENESS(
            "max_staleness",
            "optimizer steps",
            "age of the oldest weights that sampled a fresh response; replays and leftovers are not counted"),
    UPDATES("updates", "optimizer steps", "optimizer steps taken, compensation steps included"),
    GRADIENT_ENTROPY("gradient_entropy", "nats per token", "mean entropy of the policy over the trained tokens"),
    LEARNING_RATE("learning_rate", "", "learning rate of the step"),
    RATIO_MEAN("ratio_mean", "", "mean importance ratio of the trained tokens"),
    RATIO_MAX("ratio_max", "", "largest importance ratio of the trained tokens"),
    TRAIN_TOKENS("train_tokens", "tokens", "response tokens that the learner computed"),
    TRAIN_SECONDS("train_seconds", "s", "time that the learner took");

    private final String key;
    private final String unit;
    private final String meaning;
    private final String bad;

    Metric(String key, String unit, String meaning) {
        this(key, unit, meaning, "");
    }

    Metric(String key, String unit, String meaning, String bad) {
        this.key = key;
        this.unit = unit;
        this.meaning = meaning;
        this.bad = bad;
    }

    @Override
    public String key() {
        return key;
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

    /** Whether it is only a figure of optimizer steps and not a Flink metric. */
    public boolean ofStepsAlone() {
        return bad.isEmpty();
    }
}
