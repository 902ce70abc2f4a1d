package io.millrace.jobs.topology;

/** The uids under which operators find their state in savepoints. Never change one: its state would be lost. */
final class Uids {
    static final String PROMPTS = "prompts";
    static final String SAMPLE = "sample";
    static final String GRADE = "grade";
    static final String REMEMBER = "remember";
    static final String COMPOSE = "compose";
    static final String LEARN = "learn";
    static final String LEDGER = "ledger-channel";
    static final String STEPS = "steps-channel";
    static final String REFLECTIONS = "reflections-channel";
    static final String REFLECTED = "reflections";
    static final String READ_REFLECTIONS = "read-reflections";
    static final String MINIBATCH_LINES = "minibatch-lines";
    static final String MINIBATCHES = "minibatches-channel";
    static final String DEAD_LETTERS = "dead-letters-channel";

    private Uids() {}
}
