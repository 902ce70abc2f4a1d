package io.millrace.operators.channel.kafka;

import io.millrace.ordered.OrderedSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Which properties of Kafka's clients may be given, and where. */
final class PropertyRules {
    /** The prefix of environment variables that give properties. */
    static final String VARIABLE = "MILLRACE_KAFKA_";

    /** Properties that the guarantees of a channel depend on. */
    private static final Set<String> OWN = OrderedSet.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG);

    /** Names of properties unknown to Kafka, such as those of a login module, that probably hold a secret. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passphrase|secret|credential|api[._-]?key|private[._-]?key|access[._-]?key|token|jaas).*");

    private PropertyRules() {}

    /** The rule that forbids a property in a configuration; its value is never shown. */
    static Optional<String> inConfiguration(String name) {
        if (name.equals(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            return Optional.of("must not hold bootstrap.servers: set channels.kafka.servers");
        }
        if (secret(name)) {
            return Optional.of(
                    "must not contain secrets, since properties are displayed and copied; contains %s: put it into the file of channels.kafka.propertiesFile, or into the environment as %s"
                            .formatted(name, variable(name)));
        }
        return anywhere(name);
    }

    /** The rule that forbids a property wherever it is given. */
    static Optional<String> anywhere(String name) {
        return OWN.contains(name)
                ? Optional.of("must not hold %s, which Millrace sets itself".formatted(name))
                : Optional.empty();
    }

    /** The environment variable of a property. */
    static String variable(String name) {
        return VARIABLE + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The property of an environment variable. */
    static String property(String variable) {
        return variable.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static boolean secret(String name) {
        Optional<ConfigDef.Type> type = Stream.of(
                        ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
                .flatMap(clients -> Optional.ofNullable(clients.configKeys().get(name)).stream())
                .map(ConfigDef.ConfigKey::type)
                .findFirst();
        return type.map(known -> known == ConfigDef.Type.PASSWORD)
                .orElseGet(() -> SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }
}
