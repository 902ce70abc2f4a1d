package io.millrace.assembly;

/**
 * The parts of all stages of a job, each created where its stage runs. An operator takes only the interface of its stage.
 *
 * <p>Sent with the job to its task managers, so it holds only settings and creates everything else on demand.
 * {@link ConfiguredParts} reads them from the configuration; tests bring their own.
 */
public interface Parts extends PromptParts, SamplingParts, GradingParts, MemoryParts, ComposingParts, LearningParts {}
