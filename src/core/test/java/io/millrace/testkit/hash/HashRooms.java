package io.millrace.testkit.hash;

import io.millrace.agent.AgentConfig;
import io.millrace.agent.AgentEngine;
import io.millrace.agent.Environment;
import io.millrace.agent.EnvironmentConfig;
import io.millrace.agent.EnvironmentType;
import io.millrace.agent.Environments;
import io.millrace.agent.Observation;
import io.millrace.agent.Step;
import io.millrace.agent.format.Symbols;
import io.millrace.model.Prompt;
import io.millrace.model.ToolCall;
import io.millrace.policy.PolicyEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment of one to three turns, whose observations and end are hashes of the query and of the policy's turns. Some steps
 * take longer than others.
 */
public record HashRooms() implements EnvironmentType {
    /** Maximum number of turns. */
    static final int MOST = 3;

    private static final AgentConfig CONFIG = new AgentConfig(
            List.of(),
            List.of(new EnvironmentConfig(new HashRooms(), List.of("hash"))),
            new Symbols("?", "=", "!"),
            MOST,
            1,
            100,
            Duration.ofMinutes(5),
            4);

    /** The engine with these rooms. */
    static PolicyEngine around(PolicyEngine engine) {
        return new AgentEngine(engine, new LetterTokenizer(), Environments.open(CONFIG, System::nanoTime));
    }

    @Override
    public Environment open(Prompt prompt) {
        return turn -> {
            long hash = Hashes.mix(Hashes.of(prompt.queryId()), Hashes.of(turn.text()), turn.number());
            if (hash % 7 == 0) {
                Thread.sleep(3);
            }
            String seen = Character.toString(97 + (int) Long.remainderUnsigned(hash, 26));
            ToolCall call = new ToolCall("look", turn.text(), ToolCall.Outcome.DONE, seen, 0);
            return Long.remainderUnsigned(hash, 3) == 0 || turn.number() == MOST - 1
                    ? new Step(
                            Step.End.DONE,
                            Observation.NONE,
                            List.of(call),
                            Map.of("rooms", (double) turn.number()),
                            Map.of(),
                            Optional.empty())
                    : Step.next(Observation.of(seen), List.of(call));
        };
    }
}
