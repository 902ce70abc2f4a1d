package io.millrace.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds fields of a resource that its schema does not have, and values of another type. Kubernetes itself would drop such
 * a field with a warning at best.
 */
final class StrictFields {
    /** Resources of Kubernetes and of the Prometheus operator, by API version and kind. */
    private static final Map<String, Class<?>> MODELS = Map.of(
            "v1 Namespace", Namespace.class,
            "v1 ServiceAccount", ServiceAccount.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1 ConfigMap", ConfigMap.class,
            "rbac.authorization.k8s.io/v1 Role", Role.class,
            "rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class);

    /** Specifications of custom resources whose other fields are those of every resource. */
    private static final Map<String, Class<?>> SPECIFICATIONS = Map.of(
            "kafka.strimzi.io/v1beta2 KafkaTopic", strimzi("topic.KafkaTopicSpec"),
            "kafka.strimzi.io/v1beta2 KafkaUser", strimzi("user.KafkaUserSpec"));

    private static final Set<String> CUSTOM = Set.of("apiVersion", "kind", "metadata", "spec");
    private static final Set<String> KUSTOMIZATION = Set.of("apiVersion", "kind", "resources");
    private static final String CRD = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    /** Versions of Flink that operators after 1.10 know. */
    private static final Set<String> NEWER_FLINK = Set.of("v2_3");

    private final JsonMapper strict = JsonMapper.builder()
            .annotationIntrospector(new WithoutCatchAll())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final JsonSchema flinkDeployment = flinkDeployment();

    /** Models of Kubernetes collect unknown fields instead of rejecting them. */
    private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /** By name, since the compiler would miss the annotations of these classes. */
    private static Class<?> strimzi(String name) {
        try {
            return Class.forName("io.strimzi.api.kafka.model." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonSchema flinkDeployment() {
        try (InputStream crd = StrictFields.class.getClassLoader().getResourceAsStream(CRD)) {
            JsonNode schema = new YAMLMapper()
                    .readTree(Objects.requireNonNull(crd, CRD))
                    .at("/spec/versions/0/schema/openAPIV3Schema");
            close(schema);
            ObjectNode top = (ObjectNode) schema.at("/properties");
            top.putObject("apiVersion").put("const", "flink.apache.org/v1beta1");
            top.putObject("kind").put("const", "FlinkDeployment");
            top.putObject("metadata");
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new IllegalStateException(CRD, e);
        }
    }

    /** Forbids fields that the schema does not name, except where it allows other fields explicitly. */
    private static void close(JsonNode schema) {
        schema.forEach(StrictFields::close);
        boolean open = schema.has("additionalProperties")
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        if (schema instanceof ObjectNode object && schema.path("properties").isObject() && !open) {
            object.put("additionalProperties", false);
        }
    }

    /** The faults of a resource; empty if every field is known and has a value of its type. */
    List<String> faults(Manifest manifest) {
        String type = manifest.text("/apiVersion") + " " + manifest.kind();
        if (type.equals("flink.apache.org/v1beta1 FlinkDeployment")) {
            return flinkDeployment(manifest);
        }
        if (type.equals("kustomize.config.k8s.io/v1beta1 Kustomization")) {
            return unknown(manifest.content(), KUSTOMIZATION);
        }
        if (SPECIFICATIONS.containsKey(type)) {
            List<String> faults = unknown(manifest.content(), CUSTOM);
            faults.addAll(of(manifest.content().path("metadata"), ObjectMeta.class));
            faults.addAll(lost(manifest.content().path("spec"), SPECIFICATIONS.get(type)));
            return faults;
        }
        return MODELS.containsKey(type)
                ? of(manifest.content(), MODELS.get(type))
                : List.of("has no schema here: %s".formatted(type));
    }

    private List<String> flinkDeployment(Manifest manifest) {
        ObjectNode content = manifest.content().deepCopy();
        List<String> faults = new ArrayList<>(of(content.path("metadata"), ObjectMeta.class));
        if (content.path("spec") instanceof ObjectNode spec
                && NEWER_FLINK.contains(spec.path("flinkVersion").asText())) {
            spec.put("flinkVersion", "v1_20");
        }
        flinkDeployment.validate(content).forEach(fault -> faults.add(fault.getMessage()));
        return faults;
    }

    private static List<String> unknown(JsonNode content, Set<String> known) {
        List<String> faults = new ArrayList<>();
        content.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add("%s is not defined".formatted(name));
            }
        });
        return faults;
    }

    /** Also finds unknown constants, which models of Strimzi read as null. */
    private List<String> lost(JsonNode content, Class<?> model) {
        List<String> faults = of(content, model);
        if (!faults.isEmpty()) {
            return faults;
        }
        JsonNode kept = strict.valueToTree(strict.convertValue(content, model));
        return kept.equals(content) ? List.of() : List.of("must be %s, was %s".formatted(kept, content));
    }

    private List<String> of(JsonNode content, Class<?> model) {
        try {
            strict.treeToValue(content, model);
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
