package io.millrace.operators.channel.kafka;

import io.millrace.channel.ChannelException;
import io.millrace.file.InputFile;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The properties of Kafka's clients: those of the configuration, then of its file, then of the environment; later ones
 * win. They are read where a client is opened, and must not be shown: they contain secrets.
 */
final class ClientProperties {
    private static final int LARGEST = 1 << 20;

    private final Map<String, String> values;

    private ClientProperties(Map<String, String> values) {
        this.values = OrderedMap.copyOf(values);
    }

    /** @throws ChannelException if a property cannot be read or used, or there are no servers */
    static ClientProperties of(KafkaOptions options, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!options.servers().isBlank()) {
            values.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.servers());
        }
        values.putAll(options.properties());
        if (!options.propertiesFile().isBlank()) {
            values.putAll(file(options.propertiesFile()));
        }
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (variable.startsWith(PropertyRules.VARIABLE)) {
                String property = PropertyRules.property(variable);
                check("environment variable " + variable, property);
                values.put(property, value);
            }
        });
        if (values.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "")
                .isBlank()) {
            throw new ChannelException(
                    "channels.kafka.servers: must name the brokers, was empty: set it, or the environment variable %s"
                            .formatted(PropertyRules.variable(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)));
        }
        return new ClientProperties(values);
    }

    private static Map<String, String> file(String path) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(InputFile.text(Path.of(path), LARGEST)));
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof IOException io ? InputFile.reason(io) : "is not a Java properties file";
            throw new ChannelException("channels.kafka.propertiesFile: must be readable where the tasks run, was %s: %s"
                    .formatted(path, reason));
        }
        Map<String, String> values = new TreeMap<>();
        read.forEach((name, value) -> {
            check("channels.kafka.propertiesFile: " + path, name.toString());
            values.put(name.toString(), value.toString());
        });
        return values;
    }

    private static void check(String where, String property) {
        PropertyRules.anywhere(property).ifPresent(rule -> {
            throw new ChannelException("%s: %s".formatted(where, rule));
        });
    }

    /** The bootstrap servers. */
    String servers() {
        return values.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    /**
     * The properties for one kind of client.
     *
     * @param own names of all properties that this client knows
     * @param others names of all properties that some client knows; properties unknown to all may belong to a login module
     *     or an interceptor, and are passed on
     */
    Map<String, Object> forClient(Collection<String> own, Collection<String> others) {
        Map<String, Object> mine = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (own.contains(name) || !others.contains(name)) {
                mine.put(name, value);
            }
        });
        return mine;
    }
}
