package io.millrace.jobs.topology;

/** The uids that map operators to their state in savepoints. Never change one: its state would be lost. */
public final class Uids {
    public static final String PROMPTS = "prompts";
    public static final String PROMPT_STREAM = "prompt-stream";
    public static final String READ_PROMPTS = "read-prompts";
    public static final String SAMPLE = "sample";
    public static final String REVISE = "revise";
    public static final String GRADE = "grade";
    public static final String REMEMBER = "remember";
    public static final String COMPOSE = "compose";
    public static final String LEARN = "learn";
    public static final String LEDGER = "ledger-channel";
    public static final String STEPS = "steps-channel";
    public static final String REFLECTIONS = "reflections-channel";
    public static final String REFLECTED = "reflections";
    public static final String READ_REFLECTIONS = "read-reflections";
    public static final String MINIBATCH_LINES = "minibatch-lines";
    public static final String MINIBATCHES = "minibatches-channel";
    public static final String DEAD_LETTERS = "dead-letters-channel";
    public static final String PUBLISHED_MINIBATCHES = "minibatches";
    public static final String READ_MINIBATCHES = "read-minibatches";

    public static final String ACKNOWLEDGEMENTS = "acknowledgements";
    public static final String ACKNOWLEDGE = "acknowledge";

    public static final String METRICS = "metrics-channel";
    public static final String TRENDS = "trends-channel";
    public static final String EPISODE_LINES = "episode-lines";
    public static final String EPISODES = "episodes-channel";
    public static final String SCORES = "scores-channel";

    // Of the monitor job, each followed by the name of the run.
    public static final String MONITORED_EPISODES = "monitored-episodes";
    public static final String READ_EPISODES = "read-episodes";
    public static final String MONITORED_METRICS = "monitored-metrics-channel";
    public static final String MONITORED_TRENDS = "monitored-trends-channel";

    private Uids() {}
}
