package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.DashboardConfig;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.LocalRun;
import io.millrace.jobs.local.StartListener;
import io.millrace.jobs.testkit.SampleRun;
import io.millrace.operators.fault.FaultPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDashboardTest {
    @TempDir
    Path temp;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void printsItsAddressInOneLineAndEndsWithTheRun() throws Exception {
        RunFolder folder = new RunFolder(SampleRun.write(temp.resolve("run"), 1, 2, ""));
        DashboardConfig config = new DashboardConfig(true, "127.0.0.1", 0, "");
        String address;
        try (RunDashboard dashboard = new RunDashboard(config, true, folder, screen)) {
            assertThat(printed()).isEmpty();
            dashboard.preparing("reading data");
            assertThat(printed()).matches("dashboard: http://127\\.0\\.0\\.1:\\d+/\\R");
            address = printed().substring("dashboard: ".length()).strip();
            assertThat(get(address + "api/figures").statusCode()).isEqualTo(200);
        }
        Assertions.assertThatThrownBy(() -> get(address)).isInstanceOf(ConnectException.class);
    }

    @Test
    void aRunWithoutAPageServesNone() {
        RunFolder folder = new RunFolder(temp);
        for (boolean enabled : new boolean[] {true, false}) {
            try (RunDashboard dashboard =
                    new RunDashboard(new DashboardConfig(enabled, "127.0.0.1", 0, ""), !enabled, folder, screen)) {
                dashboard.preparing("reading data");
            }
        }
        assertThat(printed()).isEmpty();
    }

    @Test
    void aPageThatCannotBeServedDoesNotStopTheRun() throws IOException {
        Path token = Files.writeString(temp.resolve("token"), "short");
        DashboardConfig config = new DashboardConfig(true, "127.0.0.1", 0, token.toString());
        try (RunDashboard dashboard = new RunDashboard(config, true, new RunFolder(temp), screen)) {
            dashboard.preparing("reading data");
        }
        assertThat(printed())
                .contains("must contain at least 22 printable ASCII characters")
                .endsWith("; the run continues without its page\n");
    }

    @Test
    void thePageSaysWhatTheStartDoesBeforeTheFolderIsRead() throws Exception {
        RunFolder folder = new RunFolder(SampleRun.write(temp.resolve("run"), 1, 2, ""));
        DashboardConfig config = new DashboardConfig(true, "127.0.0.1", 0, "");
        try (RunDashboard dashboard = new RunDashboard(config, true, folder, screen)) {
            dashboard.preparing("reading data");
            String address = printed().substring("dashboard: ".length()).strip() + "api/runs";
            await(address, "\"state\":\"STARTING\",\"activity\":\"reading data\",\"steps\":0");
            dashboard.opened();
            dashboard.preparing("");
            await(address, "\"state\":\"RUNNING\",\"activity\":\"\",\"steps\":2");
        }
        assertThat(printed()).containsOnlyOnce("dashboard: ");
    }

    private static void await(String address, String part) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(get(address).body()).contains(part));
    }

    @Test
    void thePageIsServedBeforeTheInputsAreRead() throws Exception {
        MillraceConfig config = ConfigReader.parse(
                "data: {train: {path: %s}}".formatted(temp.resolve("missing.jsonl")), List.of(), "run.yaml");
        List<String> activities = new ArrayList<>();
        LocalRun run = new LocalRun(config, new RunFolder(temp.resolve("new")), screen, FaultPlan.NONE);
        run.onStart(new StartListener() {
            @Override
            public void preparing(String activity) {
                activities.add(activity);
            }

            @Override
            public void opened() {
                activities.add("opened");
            }
        });
        Assertions.assertThatThrownBy(() -> run.run(false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("missing.jsonl");
        assertThat(activities).containsExactly("reading data");
    }
}
