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

    private Uids() {}
}
