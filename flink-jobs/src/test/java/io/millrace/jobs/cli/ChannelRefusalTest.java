package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Channels that no run can use. */
class ChannelRefusalTest extends RefusalKit {
    private CommandProcess.Result runWith(String... options) {
        return run(Stream.concat(Stream.of("policy.init.random=true"), Stream.of(options))
                .flatMap(option -> Stream.of("--set", option))
                .toArray(String[]::new));
    }

    @Test
    void addressesOfUnknownKindsAndInvalidPlacesAreRejected() {
        assertRefused(
                runWith("channels.ledger=pigeon:roof", "channels.steps=kafka:a/b"),
                "channels.ledger: channel pigeon:roof: kind must be one of [dir, kafka], was pigeon\n"
                        + "channels.steps: channel kafka:a/b: topic must be 1..249 letters, digits, '.', '_' and '-'");
        assertNothingIsWritten();
    }

    @Test
    void validationRejectsThemToo() {
        CommandProcess.Result validated = CommandLineKit.execute(
                List.of("validate", DIGITS, "--set", "policy.path=" + policy, "--set", "channels.ledger=pigeon:roof")
                        .toArray(String[]::new));

        assertThat(validated.exit()).isEqualTo(2);
        assertThat(validated.output()).contains("channels.ledger: channel pigeon:roof: kind must be one of");
    }

    @Test
    void aBrokerThatCannotBeReachedIsRejected() {
        CommandProcess.Result result = runWith(
                "channels.ledger=kafka:ledger",
                "channels.kafka.servers=127.0.0.1:1",
                "channels.kafka.properties.default.api.timeout.ms=1500",
                "channels.kafka.properties.request.timeout.ms=1000");

        assertThat(result.output())
                .startsWith("millrace: channel kafka:ledger: could not be described (TimeoutException: ")
                .endsWith(": check that the brokers at 127.0.0.1:1 can be reached from here\n");
        assertThat(result.exit()).isEqualTo(2);
        assertNothingIsWritten();
    }

    @Test
    void aStreamOfPromptsThatNamesNoChannelIsRejected() {
        CommandProcess.Result result = runWith("data.stream.from=pigeon:roof");

        assertThat(result.output()).startsWith("millrace: data.stream.from: channel pigeon:roof: kind must be one of");
        assertThat(result.exit()).isEqualTo(2);
        assertNothingIsWritten();
    }
}
