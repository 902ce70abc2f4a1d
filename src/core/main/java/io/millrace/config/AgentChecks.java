package io.millrace.config;

import io.millrace.agent.AgentConfig;
import io.millrace.agent.EnvironmentConfig;
import io.millrace.agent.ToolConfig;
import io.millrace.config.ConfigException.Problem;
import io.millrace.plugin.Extensions;
import io.millrace.policy.EngineCapabilities;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules for tools and environments. */
final class AgentChecks {
    private final MillraceConfig config;
    private final List<Problem> problems;

    AgentChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        AgentConfig agent = config.agent();
        if (!agent.enabled()) {
            return;
        }
        engine(agent);
        if (agent.format().nameless() && agent.tools().size() > 1) {
            report(
                    "agent.tools",
                    "must be one tool with agent.format %s, whose calls have no names, were %d"
                            .formatted(
                                    Extensions.type(agent.format()),
                                    agent.tools().size()));
        }
        names(agent);
        tasks(agent);
    }

    private void engine(AgentConfig agent) {
        EngineCapabilities can = config.policy().capabilities();
        String name = config.policy().engine().name();
        if (can.replays()) {
            report(
                    "agent",
                    "must have no tools and environments with policy.engine %s, which repeats recorded responses"
                            .formatted(name));
        } else if (!can.stopsByToken() && !agent.format().turnEnds().isEmpty()) {
            report(
                    "agent.format",
                    "must not be %s with policy.engine %s, which cannot end a turn at a token"
                            .formatted(Extensions.type(agent.format()), name));
        }
    }

    private void names(AgentConfig agent) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < agent.tools().size(); i++) {
            ToolConfig tool = agent.tools().get(i);
            String name = tool.name().isEmpty() ? Extensions.type(tool.type()) : tool.name();
            if (!names.add(name)) {
                report("agent.tools[%d].name".formatted(i), "must be unique, was " + name);
            }
        }
    }

    private void tasks(AgentConfig agent) {
        Set<String> tasks = new LinkedHashSet<>();
        for (int i = 0; i < agent.environments().size(); i++) {
            EnvironmentConfig environment = agent.environments().get(i);
            for (String task : environment.tasks()) {
                if (!tasks.add(task)) {
                    report(
                            "agent.environments[%d].tasks".formatted(i),
                            "must not name a task of another environment, named " + task);
                }
            }
        }
    }

    private void report(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
