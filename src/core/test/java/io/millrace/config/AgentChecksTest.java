package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.agent.AgentConfig;
import io.millrace.agent.format.Symbols;
import io.millrace.task.lookup.Lookup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentChecksTest {
    private static AgentConfig read(String agent) {
        return ConfigReader.parse("agent: " + agent, List.of(), "test.yaml").agent();
    }

    private static void refuses(String agent, String problem) {
        assertThatThrownBy(() -> read(agent))
                .isInstanceOf(ConfigException.class)
                .hasMessage("config test.yaml: 1 problem\n  " + problem);
    }

    @Test
    void toolsAndTheOptionsOfTheirFormatAreRead() {
        AgentConfig agent =
                read("{tools: [{type: lookup, name: find}], format: symbols, callMark: '@', timeLimit: 30 s}");
        assertThat(agent.tools()).hasSize(1);
        assertThat(agent.tools().get(0).type()).isEqualTo(new Lookup());
        assertThat(agent.tools().get(0).name()).isEqualTo("find");
        assertThat(agent.format()).isEqualTo(new Symbols("@", "=", "!"));
        assertThat(agent.timeLimit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(agent.enabled()).isTrue();
        assertThat(read("{}").enabled()).isFalse();
    }

    @Test
    void aConfigurationSurvivesItsText() {
        MillraceConfig config = ConfigReader.parse(
                "agent: {tools: [{type: calculator, digits: 7}, {type: finish}], format: llama3}",
                List.of(),
                "test.yaml");
        assertThat(ConfigReader.parse(config.toYaml(), List.of(), "again")).isEqualTo(config);
    }

    @Test
    void callsWithoutNamesNeedASingleTool() {
        refuses(
                "{tools: [{type: lookup}, {type: calculator}], format: symbols}",
                "agent.tools: must be one tool with agent.format symbols, whose calls have no names, were 2");
    }

    @Test
    void namesOfToolsMustDiffer() {
        refuses(
                "{tools: [{type: lookup, name: finish}, {type: finish}]}",
                "agent.tools[1].name: must be unique, was finish");
    }

    @Test
    void unknownToolsAndOptionsAreRefused() {
        refuses(
                "{tools: [{type: calculater}]}",
                "agent.tools[0].type: must be one of calculator, finish, lookup, was 'calculater'; did you mean calculator?");
        refuses("{maxTurns: 0}", "agent.maxTurns: must be >= 1, was 0");
    }
}
