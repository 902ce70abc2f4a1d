package io.millrace.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a tool as a record: their JSON Schema, and their conversion from JSON. Values of the wrong type are not
 * converted: {@code "3"} is not a number.
 */
final class ArgumentSchema {
    private static final JsonMapper JSON = JsonMappers.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private ArgumentSchema() {}

    /**
     * The schema of a record.
     *
     * @throws IllegalArgumentException if a component has a type that arguments cannot have
     */
    static ObjectNode of(Class<?> record) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : record.getRecordComponents()) {
            ObjectNode property = of(component.getGenericType(), component);
            Describe described = component.getAnnotation(Describe.class);
            if (described != null) {
                property.put("description", described.value());
            }
            properties.set(component.getName(), property);
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static ObjectNode of(Type type, RecordComponent component) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return of(generic.getActualTypeArguments()[0], component);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            schema.put("type", "array").set("items", of(generic.getActualTypeArguments()[0], component));
            return schema;
        }
        if (type instanceof Class<?> simple) {
            if (simple.isRecord()) {
                return of(simple);
            }
            if (simple.isEnum()) {
                ArrayNode values = schema.put("type", "string").putArray("enum");
                for (Object constant : simple.getEnumConstants()) {
                    values.add(((Enum<?>) constant).name());
                }
                return schema;
            }
            if (name(simple).isPresent()) {
                return schema.put("type", name(simple).get());
            }
        }
        throw new IllegalArgumentException(
                "argument %s of %s: must be text, a number, a truth value, an enum, a list or a record, was %s"
                        .formatted(
                                component.getName(),
                                component.getDeclaringRecord().getName(),
                                type));
    }

    private static Optional<String> name(Class<?> type) {
        if (type == String.class) {
            return Optional.of("string");
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Optional.of("integer");
        }
        if (type == double.class || type == Double.class) {
            return Optional.of("number");
        }
        return type == boolean.class || type == Boolean.class ? Optional.of("boolean") : Optional.empty();
    }

    /**
     * Converts arguments.
     *
     * @throws InvalidArgumentsException if they do not match the schema
     */
    static <A extends Record> A read(JsonNode given, Class<A> record) {
        List<Object> values = new ArrayList<>();
        RecordComponent[] components = record.getRecordComponents();
        for (RecordComponent component : components) {
            values.add(value(given, component));
        }
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        given.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new InvalidArgumentsException("argument %s is unknown, must be one of %s".formatted(name, names));
            }
        });
        return construct(record, components, values);
    }

    private static Object value(JsonNode given, RecordComponent component) {
        JsonNode value = given.path(component.getName());
        boolean optional = component.getType() == Optional.class;
        if (value.isMissingNode() || value.isNull()) {
            if (optional) {
                return Optional.empty();
            }
            throw new InvalidArgumentsException("argument %s is missing".formatted(component.getName()));
        }
        Type type = optional
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getGenericType();
        Object read = convert(value, type, component);
        return optional ? Optional.of(read) : read;
    }

    private static Object convert(JsonNode value, Type type, RecordComponent component) {
        try {
            if (type instanceof Class<?> simple && simple.isRecord()) {
                return read(value, simple.asSubclass(Record.class));
            }
            if (type == String.class && !value.isTextual()) {
                throw new InvalidArgumentsException(
                        "argument %s must be a string, was %s".formatted(component.getName(), value));
            }
            return JSON.readValue(
                    JSON.treeAsTokens(value), JSON.getTypeFactory().constructType(type));
        } catch (JsonMappingException e) {
            throw new InvalidArgumentsException(
                    "argument %s must be %s, was %s".formatted(component.getName(), of(type, component), value));
        } catch (JsonProcessingException e) {
            throw new InvalidArgumentsException(
                    "argument %s is not readable: %s".formatted(component.getName(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <A extends Record> A construct(Class<A> record, RecordComponent[] components, List<Object> values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<A> constructor = record.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException rule) {
                throw new InvalidArgumentsException(String.valueOf(rule.getMessage()));
            }
            throw new IllegalStateException(record.getName() + ": could not be created", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getName() + ": could not be created", e);
        }
    }
}
