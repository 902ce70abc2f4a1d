package io.millrace.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.jobs.submit.SubmitJob;
import io.millrace.kubernetes.FlinkOptions;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for {@code deploy/docker/compose.yaml}, which no test can start without a registry of images. */
class ComposeTest {
    private static final Path FILE = Repository.path("deploy/docker/compose.yaml");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The keys of the Compose specification that are used, by the path of their parent; {@code *} is any name. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "", Set.of("name", "services", "volumes"),
            "services/*",
                    Set.of(
                            "image",
                            "build",
                            "command",
                            "environment",
                            "volumes",
                            "ports",
                            "depends_on",
                            "healthcheck",
                            "restart",
                            "deploy",
                            "cap_drop",
                            "security_opt"),
            "services/*/build", Set.of("context", "dockerfile"),
            "services/*/healthcheck", Set.of("test", "interval", "timeout", "retries", "start_period"),
            "services/*/deploy", Set.of("replicas"),
            "services/*/depends_on/*", Set.of("condition"),
            "volumes/*", Set.of());

    private static JsonNode compose() throws IOException {
        return YAML.readTree(Files.readString(FILE));
    }

    private static Map<String, JsonNode> services(JsonNode compose) {
        Map<String, JsonNode> services = new LinkedHashMap<>();
        compose.path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<String> faults(JsonNode compose) {
        List<String> faults = new ArrayList<>();
        unknownKeys("", compose, faults);
        Set<String> declared = new HashSet<>();
        compose.path("volumes").fieldNames().forEachRemaining(declared::add);
        services(compose).forEach((name, service) -> {
            if (!service.path("image").asText().matches("[a-z0-9/-]+:v?\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?")) {
                faults.add("%s: image must have a fixed version".formatted(name));
            }
            for (String port : texts(service.path("ports"))) {
                if (!port.matches("127\\.0\\.0\\.1:\\d+:\\d+")) {
                    faults.add("%s: port %s must be bound to loopback".formatted(name, port));
                }
            }
            for (String volume : texts(service.path("volumes"))) {
                String source = volume.substring(0, Math.max(0, volume.indexOf(':')));
                boolean exists = source.startsWith(".")
                        ? Files.exists(FILE.resolveSibling(source).normalize())
                        : declared.contains(source);
                if (!exists) {
                    faults.add("%s: volume %s does not exist".formatted(name, volume));
                }
            }
            service.path("depends_on").properties().forEach(on -> {
                boolean healthy = on.getValue().path("condition").asText().equals("service_healthy");
                JsonNode target = compose.path("services").path(on.getKey());
                if (target.isMissingNode() || healthy && !target.has("healthcheck")) {
                    faults.add("%s: cannot depend on %s".formatted(name, on));
                }
            });
            service.path("environment").fieldNames().forEachRemaining(variable -> {
                if (!known(variable)) {
                    faults.add("%s: environment variable %s is unknown".formatted(name, variable));
                }
            });
        });
        return faults;
    }

    private static void unknownKeys(String path, JsonNode node, List<String> faults) {
        Set<String> known = KEYS.get(path);
        node.properties().forEach(entry -> {
            if (known != null && !known.contains(entry.getKey())) {
                faults.add("%s/%s is not a key of a compose file".formatted(path, entry.getKey()));
            }
            boolean named = path.equals("services") || path.equals("volumes") || path.endsWith("depends_on");
            String child = named ? "*" : entry.getKey();
            unknownKeys(path.isEmpty() ? child : path + "/" + child, entry.getValue(), faults);
        });
    }

    /** Kafka's image derives the name of an option from that of a variable. */
    private static boolean known(String variable) {
        if (variable.startsWith("KAFKA_")) {
            return KafkaConfig.configNames()
                    .contains(variable.substring("KAFKA_".length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '.'));
        }
        return Set.of("FLINK_PROPERTIES", "MILLRACE_KAFKA_BOOTSTRAP_SERVERS").contains(variable);
    }

    private static Map<String, String> flink(String service) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        YAML.readTree(compose()
                        .at("/services/%s/environment/FLINK_PROPERTIES".formatted(service))
                        .asText())
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        return options;
    }

    @Test
    void theFileIsSound() throws IOException {
        assertThat(faults(compose())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: | service:",
                "restart: on-failure | restarts: on-failure",
                "start_period: | startPeriod:",
                "replicas: | replica:",
                "dockerfile: | dockerFile:",
                "condition: | conditions:",
                "prom/prometheus:v3.5.0 | prom/prometheus:latest",
                "apache/kafka:4.2.2 | apache/kafka",
                "127.0.0.1:9090:9090 | 9090:9090",
                "127.0.0.1:8081:8081 | 0.0.0.0:8081:8081",
                "./millrace.yaml: | ./milrace.yaml:",
                "- runs:/runs | - run:/runs",
                "KAFKA_PROCESS_ROLES | KAFKA_PROCES_ROLES",
                "FLINK_PROPERTIES | FLINK_PROPERTY",
            })
    void aTypoIsFound(String correct, String typo) throws IOException {
        String text = Files.readString(FILE);
        assertThat(text).contains(correct);

        assertThat(faults(YAML.readTree(text.replace(correct, typo)))).isNotEmpty();
    }

    @Test
    void itHasABrokerAClusterOfTwoTaskManagersAndPrometheus() throws IOException {
        assertThat(services(compose()).keySet()).containsExactly("kafka", "jobmanager", "taskmanager", "prometheus");
        assertThat(compose().at("/services/taskmanager/deploy/replicas").asInt())
                .isEqualTo(2);
        String version = Files.readString(Repository.path("pom.xml"))
                .replaceAll("(?s).*<kafka.version>([^<]*)</kafka.version>.*", "$1");
        assertThat(compose().at("/services/kafka/image").asText()).isEqualTo("apache/kafka:" + version);
    }

    @Test
    void flinkKnowsItsOptionsAndTheMemoryAddsUp() throws IOException {
        FlinkOptions options = new FlinkOptions();

        assertThat(options.faults(flink("jobmanager"))).isEmpty();
        assertThat(options.faults(flink("taskmanager"))).isEmpty();
        Configuration taskManager = Configuration.fromMap(flink("taskmanager"));
        assertThatCode(() -> TaskExecutorProcessUtils.processSpecFromConfig(taskManager))
                .doesNotThrowAnyException();
    }

    @Test
    void theJobIsThatOfTheProgramAndItsConfigurationIsValid() throws IOException {
        List<String> command = texts(compose().at("/services/jobmanager/command"));
        MillraceConfig config = ConfigReader.read(FILE.resolveSibling("millrace.yaml"), List.of());

        assertThat(command.subList(0, 3))
                .containsExactly("standalone-job", "--job-classname", SubmitJob.class.getName());
        assertThatCode(() -> SubmitJob.parse(command.subList(3, command.size()).toArray(String[]::new)))
                .doesNotThrowAnyException();
        assertThat(command).contains("--resume=auto");
        assertThatCode(() -> ChannelStart.checkAddresses(config)).doesNotThrowAnyException();
        int slots = compose().at("/services/taskmanager/deploy/replicas").asInt()
                * Integer.parseInt(flink("taskmanager").get("taskmanager.numberOfTaskSlots"));
        assertThat(config.stream().parallelism()).isLessThanOrEqualTo(slots);
    }

    @Test
    void prometheusScrapesThePortOfTheReporters() throws IOException {
        JsonNode scrape = YAML.readTree(Files.readString(Repository.path("deploy/prometheus/prometheus.yml")))
                .at("/scrape_configs/0/dns_sd_configs/0");

        assertThat(texts(scrape.path("names"))).containsExactly("jobmanager", "taskmanager");
        assertThat(flink("jobmanager"))
                .containsEntry("metrics.reporter.prom.port", scrape.path("port").asText());
        assertThat(flink("taskmanager"))
                .containsEntry("metrics.reporter.prom.port", scrape.path("port").asText());
    }
}
