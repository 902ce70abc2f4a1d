package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.jobs.dashboard.Demo;
import io.millrace.jobs.testkit.SampleRun;
import io.millrace.jobs.view.RunFollower;
import io.millrace.jobs.view.RunView;
import io.millrace.json.JsonMappers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardCommandTest {
    @TempDir
    Path temp;

    private static String element(String html, String start) {
        Matcher found = Pattern.compile(Pattern.quote(start) + "(.*?)</(script|style)>", Pattern.DOTALL)
                .matcher(html);
        assertThat(found.find()).as(start).isTrue();
        return found.group(1);
    }

    @Test
    void rejectsFoldersWithoutRuns() {
        CommandProcess.Result result = CommandLineKit.execute("dashboard", temp.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("is not the folder of a run and contains no runs");
        assertThat(CommandLineKit.execute("dashboard").output())
                .contains("needs folders or channels of runs, or --demo alone");
    }

    @Test
    void theRecordedRunIsComplete() throws Exception {
        RunView run = RunFollower.read(Demo.unpack(temp));
        assertThat(run.status().orElseThrow().state()).hasToString("FINISHED");
        assertThat(run.status().orElseThrow().channels().values())
                .allSatisfy(channel -> assertThat(channel.damaged()).isZero());
        assertThat(run.status().orElseThrow().steps()).isEqualTo(76);
        assertThat(run.config().text()).doesNotContain("/root", "/home", "/tmp", "/work");
    }

    @Test
    void aReportIsOneFileThatRunsNothingButItsOwnScript() throws Exception {
        Path folder = SampleRun.write(temp.resolve("run"), 5, 10, "</script><script>alert(1)</script>");
        Files.writeString(folder.resolve("config.yaml"), "run: {name: '</script><script>alert(2)</script>'}\n");
        CommandProcess.Result result = CommandLineKit.execute("report", folder.toString());
        assertThat(result.exit()).as(result.output()).isZero();

        String html = Files.readString(folder.resolve("report.html"));
        assertThat(html).doesNotContain("<script>alert", "src=\"", "href=\"http");
        String script = element(html, "<script type=\"module\">");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(html).contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        JsonNode data = JsonMappers.plain().readTree(element(html, "<script type=\"application/json\" id=\"report\">"));
        assertThat(data.at("/~1api~1runs~1run~1steps/length").asInt()).isEqualTo(10);
        assertThat(data.at("/~1api~1runs~1run~1config/text").asText()).contains("</script>");
    }
}
