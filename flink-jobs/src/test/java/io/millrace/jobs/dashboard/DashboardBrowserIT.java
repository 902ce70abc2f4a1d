package io.millrace.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.Envelope;
import io.millrace.codec.StepJson;
import io.millrace.config.DashboardConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.Browser;
import io.millrace.jobs.testkit.SampleRun;
import io.millrace.jobs.testkit.SampleTurns;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.model.PolicySteps;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordReader;
import io.millrace.ordered.OrderedMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium; {@code src/test/web/browser.mjs} has the checks. Skipped without a browser, Node.js or npm. */
class DashboardBrowserIT {
    private static final int STEPS = 40;
    private static final int SERIES = 200;
    private static final int RATE = 5;
    private static final int LOADED = 400;
    private static final int ARRIVING = Integer.getInteger("millrace.load.steps", 25);
    private static final String HOSTILE =
            "<script>window.hostile=1;alert(1)</script><img src=x onerror=\"window.hostile=2\">"
                    + "\u001b[31mred\u001b[0m \u202edesrever \u0000";

    @TempDir
    Path temp;

    private static Channel steps(Path run) {
        return JobChannels.in(run, ChannelsConfig.KEEP_ALL).steps();
    }

    private static Map<String, Double> last(Path run) throws IOException {
        HeldRecords held = steps(run).held();
        try (RecordReader reader = steps(run).reader(held.next() - 1)) {
            return StepJson.read(reader.next().orElseThrow().line());
        }
    }

    private Dashboard start(int port, String tokenFile, Path... runs) {
        Dashboard dashboard = Dashboard.start(new DashboardConfig(true, "127.0.0.1", port, tokenFile));
        for (Path run : runs) {
            dashboard.add(new RunFolder(run));
        }
        return dashboard;
    }

    @Test
    void thePageWorksInABrowser() throws Exception {
        Optional<Browser> browser = Browser.find();
        assumeThat(browser).as("a browser").isPresent();

        Path sample = SampleRun.write(temp.resolve("sample"), 1, STEPS, " the answer is 7");
        Path hostile = SampleRun.write(temp.resolve("hostile"), 2, 12, HOSTILE);
        Path longest = SampleRun.write(temp.resolve("long"), 3, 1, "x".repeat(900_000));
        SampleTurns.append(longest, "x".repeat(1_000_000));
        Path turns = SampleRun.write(temp.resolve("turns"), 4, 1, "");
        SampleTurns.append(turns, HOSTILE + "\u0627\u0644\u061c");
        Dashboard open = start(0, "", sample, hostile, longest, turns);
        try (Dashboard secret = start(0, temp.resolve("token").toString(), sample)) {
            run(browser.get(), facts(open, secret, sample), () -> {
                open.close();
                append(sample);
                return start(port(open), "", sample, hostile, longest, turns);
            });
        } finally {
            open.close();
        }
    }

    /** Measures the page; what it costs is printed, and stated in docs/dashboard.md. */
    @Test
    void manyCurvesAreKeptCurrent() throws Exception {
        Optional<Browser> browser = Browser.find();
        assumeThat(browser).as("a browser").isPresent();
        Path run = Files.createDirectories(temp.resolve("many"));
        Files.writeString(run.resolve("config.yaml"), "run: {name: many}\n");
        appendFigures(run, 1, LOADED);
        String figures = IntStream.range(0, SERIES).mapToObj(i -> "figure_" + i).collect(Collectors.joining(","));
        try (Dashboard dashboard = start(0, "", run)) {
            String url = "%s#/overview?also=%s&curves=%d".formatted(dashboard.url(), figures, SERIES);
            Process node = browser.get().start("load.mjs", url, String.valueOf(LOADED + ARRIVING));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("ready");
                for (int step = LOADED + 1; step <= LOADED + ARRIVING; step++) {
                    appendFigures(run, step, step);
                    TimeUnit.MILLISECONDS.sleep(1000 / RATE);
                }
                String measured = lines.readLine();
                System.out.println("page with %d curves, %d steps a second: %s".formatted(SERIES, RATE, measured));
                assertThat(measured).contains("\"curves\":" + SERIES, "\"faults\":[]");
            } finally {
                node.destroyForcibly();
            }
        }
    }

    private static void appendFigures(Path run, int first, int last) {
        List<String> lines = new ArrayList<>();
        for (int step = first; step <= last; step++) {
            Map<String, Double> figures = new TreeMap<>(Map.of("learner_step", (double) step));
            for (int i = 0; i < SERIES; i++) {
                figures.put("figure_" + i, Math.sin(step / 50.0 + i));
            }
            lines.add(StepJson.write(figures, new Envelope("many", 1, PolicySteps.NONE)));
        }
        steps(run).append(lines);
    }

    private static int port(Dashboard dashboard) {
        return Integer.parseInt(
                dashboard.url().replaceAll("\\D+(\\d+)/?$", "#$1").replaceAll(".*#", ""));
    }

    private static void append(Path run) {
        steps(run)
                .append(List.of(StepJson.write(
                        OrderedMap.of("learner_step", STEPS + 1.0, "reward", 0.5, "accuracy", 0.5),
                        new Envelope("sample", 1, new PolicySteps(STEPS, STEPS)))));
    }

    private static String facts(Dashboard open, Dashboard secret, Path sample) throws IOException {
        Map<String, Double> last = last(sample);
        ObjectNode facts = PageJson.object();
        facts.put("url", open.url()).put("secret", secret.url()).put("group", SampleRun.GROUP);
        facts.put("turns", SampleTurns.QUERY);
        facts.put("reward", last.get("reward")).put("accuracy", last.get("accuracy"));
        facts.put("steps", STEPS).put("trained", STEPS * SampleRun.GROUPS);
        return facts.toString();
    }

    private interface Restart {
        Dashboard restart() throws Exception;
    }

    private static void run(Browser browser, String facts, Restart restart) throws Exception {
        Process node = browser.start("browser.mjs", facts);
        StringBuilder said = new StringBuilder();
        Optional<Dashboard> restarted = Optional.empty();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.equals("restart")) {
                    restarted = Optional.of(restart.restart());
                    node.getOutputStream().write('\n');
                    node.getOutputStream().flush();
                }
            }
            assertThat(node.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(node.exitValue()).as(said.toString()).isZero();
            assertThat(said.toString()).endsWith("done\n");
        } finally {
            node.destroyForcibly();
            restarted.ifPresent(Dashboard::close);
        }
    }
}
