package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.jobs.console.RunException;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Client of the documented REST API of a Flink cluster (version 1). */
public final class FlinkRest {
    private static final JsonMapper JSON = JsonMappers.plain();
    /** A request line must be shorter than 4,096 characters. */
    private static final int METRICS_AT_ONCE = 20;

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param address of the endpoint, for instance {@code http://127.0.0.1:8081} */
    public FlinkRest(URI address) {
        this.address = requireNonNull(address, "address");
    }

    /**
     * Resources of the cluster.
     *
     * @param taskManagers registered TaskManagers
     * @param slots their task slots
     * @param free slots without a task
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Resources(
            @JsonProperty("taskmanagers") int taskManagers,
            @JsonProperty("slots-total") int slots,
            @JsonProperty("slots-available") int free) {}

    /**
     * A job.
     *
     * @param id its job id, 32 hexadecimal digits
     * @param name its name
     * @param state Flink's name of its state, for instance {@code RUNNING}
     * @param millis time since its start, in milliseconds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Job(
            @JsonProperty("jid") String id,
            @JsonProperty("name") String name,
            @JsonProperty("state") String state,
            @JsonProperty("duration") long millis) {
        /** Whether it has ended. */
        public boolean ended() {
            return List.of("FAILED", "FINISHED", "CANCELED", "SUSPENDED").contains(state);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Jobs(@JsonProperty("jobs") List<Job> jobs) {}

    /**
     * Checkpoints of a job.
     *
     * @param completed completed checkpoints of this attempt, including restored ones
     * @param failed failed checkpoints
     * @param last the last completed checkpoint; empty before the first one
     */
    public record Checkpoints(long completed, long failed, Optional<Checkpoint> last) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record CheckpointStatistics(
            @JsonProperty("counts") CheckpointCounts counts,
            @JsonProperty("latest") @Nullable Latest latest) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record CheckpointCounts(
            @JsonProperty("completed") long completed,
            @JsonProperty("failed") long failed) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Latest(
            @JsonProperty("completed") @Nullable Checkpoint completed) {}

    /**
     * A completed checkpoint.
     *
     * @param millis duration, in milliseconds
     * @param bytes bytes that were new in it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Checkpoint(
            @JsonProperty("end_to_end_duration") long millis,
            @JsonProperty("checkpointed_size") long bytes) {}

    /**
     * A task of a job.
     *
     * @param name the names of its operators
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Vertex(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record JobDetails(@JsonProperty("vertices") List<Vertex> vertices) {}

    /**
     * A metric over the subtasks of a task.
     *
     * @param max largest value
     * @param sum of all values
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Aggregate(
            @JsonProperty("id") String id,
            @JsonProperty("max") double max,
            @JsonProperty("sum") double sum) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record MetricValue(
            @JsonProperty("id") String id,
            @JsonProperty("value") @Nullable String value) {}

    private record StopRequest(String targetDirectory, boolean drain, String formatType) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Triggered(@JsonProperty("request-id") String id) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Failure(@JsonProperty("stack-trace") String stackTrace) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Operation(
            @JsonProperty("location") @Nullable String location,
            @JsonProperty("failure-cause") @Nullable Failure failure) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Status(@JsonProperty("id") String id) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Savepoint(
            @JsonProperty("status") Status status,
            @JsonProperty("operation") @Nullable Operation operation) {}

    /** Resources; empty if the cluster does not answer. */
    public Optional<Resources> resources() throws InterruptedException {
        try {
            return Optional.of(get("/overview", Resources.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All jobs that the JobManager remembers. */
    public List<Job> jobs() throws IOException, InterruptedException {
        return get("/jobs/overview", Jobs.class).jobs();
    }

    /** Checkpoints of a job. */
    public Checkpoints checkpoints(String job) throws IOException, InterruptedException {
        CheckpointStatistics read = get("/jobs/%s/checkpoints".formatted(job), CheckpointStatistics.class);
        return new Checkpoints(
                read.counts().completed(),
                read.counts().failed(),
                Optional.ofNullable(read.latest()).flatMap(latest -> Optional.ofNullable(latest.completed())));
    }

    /** The tasks of a job. */
    public List<Vertex> vertices(String job) throws IOException, InterruptedException {
        return get("/jobs/%s".formatted(job), JobDetails.class).vertices();
    }

    /** The ids of the metrics that the subtasks of a task report. */
    public List<String> metrics(String job, String vertex) throws IOException, InterruptedException {
        return Stream.of(get(subtasks(job, vertex), MetricValue[].class))
                .map(MetricValue::id)
                .toList();
    }

    /** Metrics of a task over its subtasks; those that are not numbers are left out. */
    public List<Aggregate> aggregates(String job, String vertex, List<String> ids)
            throws IOException, InterruptedException {
        List<Aggregate> aggregates = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += METRICS_AT_ONCE) {
            String get = ids.subList(from, Math.min(ids.size(), from + METRICS_AT_ONCE)).stream()
                    .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
                    .collect(Collectors.joining(","));
            aggregates.addAll(List.of(get(subtasks(job, vertex) + "?get=" + get + "&agg=max,sum", Aggregate[].class)));
        }
        return aggregates;
    }

    private static String subtasks(String job, String vertex) {
        return "/jobs/%s/vertices/%s/subtasks/metrics".formatted(job, vertex);
    }

    /** A metric of a whole job; empty if it is not reported. */
    public OptionalDouble jobMetric(String job, String id) throws IOException, InterruptedException {
        return Stream.of(get("/jobs/%s/metrics?get=%s".formatted(job, id), MetricValue[].class))
                .filter(one -> one.value() != null)
                .mapToDouble(one -> Double.parseDouble(requireNonNull(one.value(), "value")))
                .findFirst();
    }

    /**
     * Stops a job with a savepoint and waits for it.
     *
     * @param folder where the savepoint is written, in the syntax of Flink's options
     * @return location of the savepoint
     * @throws RunException if the savepoint could not be written; the job keeps running
     */
    public String stop(String job, String folder) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(new StopRequest(folder, false, "NATIVE"));
        Triggered triggered = send(
                HttpRequest.newBuilder(uri("/jobs/%s/stop".formatted(job)))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json"),
                Triggered.class);
        while (true) {
            Savepoint savepoint = get("/jobs/%s/savepoints/%s".formatted(job, triggered.id()), Savepoint.class);
            if (savepoint.status().id().equals("COMPLETED")) {
                Operation done = requireNonNull(savepoint.operation(), "operation");
                if (done.location() == null) {
                    throw new RunException("job %s: its savepoint in %s could not be written, the job keeps running: %s"
                            .formatted(job, folder, done.failure() == null ? "" : firstCause(done.failure())));
                }
                return done.location();
            }
            Thread.sleep(200);
        }
    }

    /** Cancels a job at once; its checkpoints are kept. */
    public void cancel(String job) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/jobs/%s?mode=cancel".formatted(job)))
                .method("PATCH", HttpRequest.BodyPublishers.noBody())
                .timeout(LIMIT)
                .build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    /** The last cause of a stack trace, without its frames. */
    private static String firstCause(Failure failure) {
        List<String> causes = failure.stackTrace()
                .lines()
                .filter(line -> !line.startsWith("\t") && !line.isBlank())
                .toList();
        return causes.isEmpty() ? "" : causes.get(causes.size() - 1);
    }

    private URI uri(String path) {
        return address.resolve(path);
    }

    private <T> T get(String path, Class<T> type) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).GET(), type);
    }

    private <T> T send(HttpRequest.Builder request, Class<T> type) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("%s: answered %d: %s"
                    .formatted(
                            response.uri(),
                            response.statusCode(),
                            response.body().strip()));
        }
        return JSON.readValue(response.body(), type);
    }
}
