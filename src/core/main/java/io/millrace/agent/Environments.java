package io.millrace.agent;

import io.millrace.model.PolicyException;
import io.millrace.model.Prompt;
import io.millrace.plugin.Extensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The environments of a configuration, with open tools. Thread-safe. */
public final class Environments implements AutoCloseable {
    /** Opens an environment for one response. */
    interface Opening {
        Environment open() throws Exception;
    }

    /**
     * The environment of a prompt.
     *
     * @param turnEnds texts of one token that end a turn
     * @param opening opens it, once for each response
     */
    record Chosen(List<String> turnEnds, Opening opening) {}

    private final AgentConfig config;
    private final AgentThreads threads;
    private final Optional<Toolbox> tools;

    private Environments(AgentConfig config, AgentThreads threads, Optional<Toolbox> tools) {
        this.config = config;
        this.threads = threads;
        this.tools = tools;
    }

    /**
     * Opens the tools of a configuration.
     *
     * @param nanos monotonic clock, in nanoseconds
     * @throws PolicyException if a tool cannot be opened
     */
    public static Environments open(AgentConfig config, LongSupplier nanos) {
        AgentThreads threads = new AgentThreads(config.concurrency(), nanos);
        List<Tool> opened = new ArrayList<>();
        try {
            for (ToolConfig tool : config.tools()) {
                opened.addAll(open(tool));
            }
            Optional<Toolbox> tools = opened.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Toolbox(opened, config.format(), config.resultCharacters(), threads));
            return new Environments(config, threads, tools);
        } catch (RuntimeException e) {
            opened.forEach(Tool::close);
            threads.close();
            throw e;
        }
    }

    private static List<Tool> open(ToolConfig tool) {
        try {
            return tool.type().open(tool.name());
        } catch (Exception e) {
            throw new PolicyException(
                    "tool %s: could not be opened: %s".formatted(Extensions.type(tool.type()), e.getMessage()), e);
        }
    }

    /**
     * Descriptions of all tools, which are opened for this and closed again.
     *
     * @throws PolicyException if a tool cannot be opened
     */
    public static List<ToolSpec> describe(AgentConfig config) {
        List<Tool> opened = new ArrayList<>();
        try {
            for (ToolConfig tool : config.tools()) {
                opened.addAll(open(tool));
            }
            return opened.stream().map(Tool::spec).toList();
        } finally {
            opened.forEach(Tool::close);
        }
    }

    /** Whether results depend on arguments and prompts alone. */
    boolean pure() {
        return tools.map(Toolbox::pure).orElse(true)
                && config.environments().stream()
                        .allMatch(environment -> environment.type().pure());
    }

    AgentThreads threads() {
        return threads;
    }

    AgentConfig config() {
        return config;
    }

    /** The environment of a prompt; empty if its responses have a single turn. */
    Optional<Chosen> of(Prompt prompt) {
        for (EnvironmentConfig environment : config.environments()) {
            List<String> tasks =
                    environment.tasks().isEmpty() ? List.of(Extensions.type(environment.type())) : environment.tasks();
            if (tasks.contains(prompt.task())) {
                return Optional.of(new Chosen(
                        environment.type().turnEnds(), () -> environment.type().open(prompt)));
            }
        }
        return tools.map(box ->
                new Chosen(config.format().turnEnds(), () -> new ToolEnvironment(box, prompt, config.maxCalls())));
    }

    /** Closes the tools and interrupts the environments that act. */
    @Override
    public void close() {
        threads.close();
        tools.ifPresent(Toolbox::close);
    }
}
