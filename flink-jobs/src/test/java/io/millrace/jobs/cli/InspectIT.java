package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.testkit.hash.HashParts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inspects the savepoint of a job that visited 40 queries once and remembers at most two incorrect responses of each.
 */
class InspectIT {
    private static final int QUERIES = 40;

    @TempDir
    static Path run;

    @TempDir
    Path temp;

    private record Shown(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    @BeforeAll
    static void stopWithASavepoint() throws Exception {
        new HashRun(new RunFolder(run), new HashParts(100, 0, 0, 0), true, 1).to(8, FaultPlan.NONE);
    }

    private static Shown inspect(String... arguments) {
        List<String> all = new ArrayList<>(List.of("inspect"));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Shown(exit, out.toString(), err.toString());
    }

    private List<JsonNode> exported(String... more) throws Exception {
        Path file = Files.createTempDirectory(temp, "export").resolve("all.jsonl");
        List<String> arguments = new ArrayList<>(List.of(run.toString(), "--export", file.toString()));
        arguments.addAll(List.of(more));
        Shown shown = inspect(arguments.toArray(String[]::new));
        assertThat(shown.exit()).as(shown.err()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
        return lines;
    }

    /** A folder whose tokenizer decodes like the job's: token 97 is a. */
    private String letters() throws Exception {
        Files.writeString(
                temp.resolve("tokenizer_config.json"),
                "{\"char_ords\": [%s]}"
                        .formatted(IntStream.range(4, 127)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(", "))));
        Files.writeString(temp.resolve("config.json"), "{\"eos_token_id\": 1}");
        return temp.toString();
    }

    @Test
    void withoutOptionsTotalsAreShown() throws Exception {
        int trajectories = exported().size();
        Shown shown = inspect(run.toString());

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.lines())
                .contains(
                        "queries      40",
                        "visits       40  (1.0 per query)",
                        "trajectories %d  remembered: 0 correct, %d incorrect".formatted(trajectories, trajectories),
                        "tokens       %d  (4.0 per trajectory)".formatted(4 * trajectories),
                        "contexts     %d plain, 0 reflection".formatted(trajectories),
                        "    0                  8               0                   0");
    }

    @Test
    void aSavepointMayBeNamedByItsPath() throws Exception {
        Path savepoint = new RunFolder(run).latestRestorePoint().orElseThrow();

        assertThat(inspect(savepoint.toString()).out())
                .isEqualTo(inspect(run.toString()).out());
    }

    @Test
    void theHardestQueriesComeFirst() {
        Shown shown = inspect(run.toString(), "--top", "hardest", "--limit", "5");
        List<Double> rates = shown.lines().stream()
                .skip(3)
                .map(line -> Double.valueOf(line.strip().split(" +")[1]))
                .toList();

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(rates).hasSize(5).isSorted();
    }

    @Test
    void everyTrajectoryIsExportedDespiteQueriesWithoutOnes() throws Exception {
        List<JsonNode> lines = exported();
        long queries = lines.stream()
                .map(line -> line.path("query").asText())
                .distinct()
                .count();
        Shown top = inspect(run.toString(), "--top", "largest", "--limit", "100");
        long remembered = top.lines().stream()
                .skip(3)
                .mapToLong(line -> Long.parseLong(line.strip().split(" +")[7]))
                .sum();

        assertThat(queries).isLessThan(QUERIES);
        assertThat(lines).hasSize(Math.toIntExact(remembered)).allSatisfy(line -> {
            assertThat(line.path("verdict").asText()).isEqualTo("wrong");
            assertThat(line.path("ids")).hasSize(4);
            assertThat(line.path("log_probs")).hasSize(4);
            assertThat(line.path("time").asLong()).isPositive();
            assertThat(line.has("text")).isFalse();
        });
    }

    @Test
    void aQuerysHistoryIsShownWithTextIfThereIsATokenizer() throws Exception {
        JsonNode first = exported("--policy", letters()).get(0);
        String query = first.path("query").asText();
        Shown shown = inspect(run.toString(), "--query", query, "--policy", letters());

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(first.path("text").asText()).matches("[a-z]{4}");
        assertThat(shown.out())
                .contains(
                        "query " + query + "\n",
                        "  visits 1, responses ",
                        "         │ " + first.path("text").asText());
        assertThat(inspect(run.toString(), "--query", query).out())
                .endsWith("(no text: --policy DIR names a folder with a tokenizer)\n");
    }

    @Test
    void parquetHoldsTheSameRows() throws Exception {
        Path file = temp.resolve("it's all.parquet");
        Shown shown = inspect(run.toString(), "--export", file.toString(), "--policy", letters());
        assertThat(shown.exit()).as(shown.err()).isZero();
        List<String> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                var query = database.prepareStatement(
                        "SELECT query, number, text, len(ids), log_probs[1] < 0 FROM read_parquet(?)")) {
            query.setString(1, file.toString());
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    assertThat(found.getInt(4)).isEqualTo(4);
                    assertThat(found.getBoolean(5)).isTrue();
                    rows.add(found.getString(1) + found.getLong(2) + found.getString(3));
                }
            }
        }

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(exported("--policy", letters()).stream()
                        .map(line -> line.path("query").asText()
                                + line.path("number").asLong()
                                + line.path("text").asText())
                        .toList());
    }

    @Test
    void aQueryThatIsNotThereIsRefused() {
        Shown shown = inspect(run.toString(), "--query", "nobody's");

        assertThat(shown.exit()).isEqualTo(2);
        assertThat(shown.err())
                .isEqualTo("millrace: --query: must be the id of a query that has been visited, was nobody's: --top"
                        + " most-visited lists some\n");
    }

    @Test
    void aFileThatIsNotASavepointIsRefused() throws Exception {
        Files.writeString(temp.resolve("_metadata"), "hello");
        Shown shown = inspect(temp.toString());

        assertThat(shown.exit()).isEqualTo(2);
        assertThat(shown.err())
                .startsWith("millrace: inspect %s: does not contain the state of a Millrace job: ".formatted(temp));
    }
}
