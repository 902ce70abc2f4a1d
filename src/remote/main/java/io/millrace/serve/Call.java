package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.access.Access;
import io.millrace.json.JsonMappers;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One request of a client. Thread-safe. */
public final class Call {
    private static final JsonMapper JSON = JsonMappers.strict(32).build();

    private final String method;
    private final String path;
    private final Map<String, String> parameters;
    private final Access.Headers headers;
    private final byte[] body;
    private final List<Runnable> onDisconnect = new ArrayList<>();
    private boolean disconnected;

    Call(String method, String path, Map<String, String> parameters, Access.Headers headers, byte[] body) {
        this.method = requireNonNull(method, "method");
        this.path = requireNonNull(path, "path");
        this.parameters = OrderedMap.copyOf(parameters);
        this.headers = requireNonNull(headers, "headers");
        this.body = body;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** A parameter of the address; empty if it is absent. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The first value of a header; empty if it is absent. */
    public String header(String name) {
        List<String> values = headers.all(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Whether there is no body. */
    public boolean isEmpty() {
        return body.length == 0;
    }

    /**
     * The fields of the body, which must be a JSON object.
     *
     * @throws RequestException if it is not
     */
    public Fields fields() {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree == null || !tree.isObject()) {
                throw new RequestException(RequestException.Kind.INVALID, "body: must be a JSON object, was another");
            }
            return new Fields(tree);
        } catch (JsonProcessingException e) {
            throw new RequestException(
                    RequestException.Kind.INVALID, "body: must be JSON, was not: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new RequestException(RequestException.Kind.INVALID, "body: must be JSON, was not", e);
        }
    }

    /** The fields of the body; none if there is no body. */
    public Fields fieldsIfAny() {
        return isEmpty() ? new Fields(JsonMappers.plain().createObjectNode()) : fields();
    }

    /** Runs an action once the client has closed its connection: at once if it has already done so. */
    public void onDisconnect(Runnable action) {
        synchronized (onDisconnect) {
            if (!disconnected) {
                onDisconnect.add(action);
                return;
            }
        }
        action.run();
    }

    /** Reports that the client has closed its connection. */
    void disconnect() {
        List<Runnable> actions;
        synchronized (onDisconnect) {
            disconnected = true;
            actions = List.copyOf(onDisconnect);
            onDisconnect.clear();
        }
        actions.forEach(Runnable::run);
    }
}
