package io.millrace.model;

/** A visit on its way through the stream: every visit that enters a stage leaves it as one of these types. */
public sealed interface Passage permits SampledGroup, GradedGroup, VisitEnd {
    /** The visit. */
    PromptVisit visit();
}
