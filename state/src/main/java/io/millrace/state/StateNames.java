package io.millrace.state;

/** The names of state in savepoints. Never change one: its state would be lost. */
public final class StateNames {
    public static final String TRAJECTORIES = "trajectories";
    public static final String MEMORY_INDEX = "memory-index";
    public static final String QUERY_STATISTICS = "query-statistics";
    public static final String PENDING = "pending";
    public static final String PENDING_COUNT = "pending-count";
    public static final String PENDING_DEADLINE = "pending-deadline";
    public static final String SEQUENCE = "sequence";
    public static final String ROUND = "round";
    public static final String WAITING_PARTS = "waiting-parts";
    public static final String REPLAY_ROWS = "replay-rows";
    public static final String REPLAY_HEAD = "replay-head";
    public static final String REPLAY_TAIL = "replay-tail";
    public static final String LEARNER = "learner";
    public static final String MEASURED = "measured";
    public static final String ACKNOWLEDGEMENTS = "acknowledgements";
    public static final String CLOSED_ROUNDS = "closed-rounds";
    public static final String NEXT_EPISODE = "next-episode";
    public static final String UNREADABLE_EPISODES = "unreadable-episodes";

    private StateNames() {}
}
