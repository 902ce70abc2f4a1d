package io.millrace.server;

import io.millrace.config.ServersConfig;
import io.millrace.file.InputFile;
import io.millrace.http.BearerToken;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The API key of servers, from an environment variable or a file. No message ever shows it. */
final class ApiKey {
    private static final int LONGEST_FILE = 8_192;
    private static final String FILE = "FILE";

    private ApiKey() {}

    /**
     * The value of the Authorization header.
     *
     * @param environment returns the value of a variable, null if it is not set
     * @return empty if no key is configured
     * @throws PolicyException if a key is configured but missing
     */
    static Optional<String> header(ServersConfig config, UnaryOperator<@Nullable String> environment) {
        if (!config.keyFile().isEmpty()) {
            String key = read(Path.of(config.keyFile()));
            if (BearerToken.refusal(FILE, name -> key).isPresent()) {
                throw new PolicyException(
                        "policy.servers.keyFile: must be a file with one key without spaces or non-ASCII characters, was %s"
                                .formatted(config.keyFile()));
            }
            return BearerToken.header(FILE, name -> key);
        }
        BearerToken.refusal(config.keyEnv(), environment).ifPresent(rule -> {
            throw new PolicyException("policy.servers.keyEnv: " + rule);
        });
        return BearerToken.header(config.keyEnv(), environment);
    }

    private static String read(Path file) {
        try {
            return InputFile.text(file, LONGEST_FILE).strip();
        } catch (IOException e) {
            throw new PolicyException(
                    "policy.servers.keyFile: must be a readable file with the servers' API key, was %s (%s)"
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }
}
