package io.millrace.assembly;

/**
 * The parts of all stages of a job, each made where its stage runs. An operator takes the interface of its own stage.
 *
 * <p>Travels with the job to its task managers, so it holds settings only and makes everything else on demand. {@link
 * ConfiguredParts} reads them from the configuration; tests bring their own.
 */
public interface Parts extends PromptParts, SamplingParts, GradingParts, MemoryParts, ComposingParts, LearningParts {}
