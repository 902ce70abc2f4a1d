package io.millrace.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.Envelope;
import io.millrace.codec.StepJson;
import io.millrace.config.DashboardConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.SampleRun;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium; {@code src/test/web/browser.mjs} has the checks. Skipped without a browser, Node.js or npm. */
class DashboardBrowserIT {
    private static final int STEPS = 40;
    private static final Path MODULES = Path.of("target/web/node_modules").toAbsolutePath();
    private static final String HOSTILE =
            "<script>window.hostile=1;alert(1)</script><img src=x onerror=\"window.hostile=2\">"
                    + "\u001b[31mred\u001b[0m \u202edesrever \u0000";

    @TempDir
    Path temp;

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

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
        Optional<Path> browser = program("chromium", "chromium-browser", "google-chrome");
        assumeThat(browser).as("a Chromium on the path").isPresent();
        assumeThat(program("node")).as("node on the path").isPresent();
        assumeThat(program("npm")).as("npm on the path").isPresent();
        Process build = new ProcessBuilder("node", "src/main/web/build.mjs", "--check")
                .redirectErrorStream(true)
                .start();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeThat(build.waitFor())
                .as("npm could install the packages: " + output)
                .isZero();

        Path sample = SampleRun.write(temp.resolve("sample"), 1, STEPS, " the answer is 7");
        Path hostile = SampleRun.write(temp.resolve("hostile"), 2, 12, HOSTILE);
        Path longest = SampleRun.write(temp.resolve("long"), 3, 1, "x".repeat(900_000));
        Dashboard open = start(0, "", sample, hostile, longest);
        try (Dashboard secret = start(0, temp.resolve("token").toString(), sample)) {
            run(browser.get(), facts(open, secret, sample), () -> {
                open.close();
                append(sample);
                return start(port(open), "", sample, hostile, longest);
            });
        } finally {
            open.close();
        }
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
        facts.put("reward", last.get("reward")).put("accuracy", last.get("accuracy"));
        facts.put("steps", STEPS).put("trained", STEPS * SampleRun.GROUPS);
        return facts.toString();
    }

    private interface Restart {
        Dashboard restart() throws Exception;
    }

    private static void run(Path browser, String facts, Restart restart) throws Exception {
        Process node = new ProcessBuilder(
                        "node", "src/test/web/browser.mjs", MODULES.toString(), browser.toString(), facts)
                .redirectErrorStream(true)
                .start();
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
