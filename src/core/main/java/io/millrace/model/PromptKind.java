package io.millrace.model;

/** The context in which a response is sampled. */
public enum PromptKind {
    /** The query as in the data set. */
    PLAIN,
    /** The query together with an earlier failure of the policy and the request to reflect on it. */
    REFLECTION
}
