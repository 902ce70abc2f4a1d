package io.millrace.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The committed files of the page, which are built from {@code src/main/web}. */
class WebBundleTest {
    private static final int PACKAGES_MISSING = 3;

    /** Addresses in the bundle: the namespaces of SVG, MathML and links, which nothing requests. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9./-]*");

    private static String text(String name) {
        return new String(Assets.read(name), StandardCharsets.UTF_8);
    }

    @Test
    void thePageIsSmall() {
        int bytes = Assets.TYPES.keySet().stream()
                .mapToInt(name -> Assets.read(name).length)
                .sum();
        assertThat(bytes).isLessThan(300_000);
    }

    @Test
    void thePageRequestsNothingFromOtherHosts() {
        for (String name : Assets.TYPES.keySet()) {
            List<String> addresses = ADDRESS.matcher(text(name))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(addresses).as(name).allMatch(address -> address.startsWith("http://www.w3.org/"));
        }
        assertThat(text("app.css")).doesNotContain("url(", "@import", "@font-face");
    }

    @Test
    void noTextBecomesMarkup() {
        assertThat(text("app.js")).doesNotContain("eval(", "new Function", "document.write", "insertAdjacentHTML");
        assertThat(text("index.html")).doesNotContain("style=", "onload", "<script>");
    }

    @Test
    void theFilesAreThoseThatTheSourcesGive() throws Exception {
        assumeThat(isThere("node") && isThere("npm"))
                .as("node and npm are on the path")
                .isTrue();
        Process build = new ProcessBuilder("node", "src/main/web/build.mjs", "--check")
                .redirectErrorStream(true)
                .start();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assumeThat(build.exitValue())
                .as("npm could install the packages: " + output)
                .isNotEqualTo(PACKAGES_MISSING);
        assertThat(build.exitValue()).as(output).isZero();
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void theLockFileNamesEveryPackageByItsDigest() throws IOException {
        String lock = Files.readString(Path.of("src/main/web/package-lock.json"));
        assertThat(lock).contains("\"lockfileVersion\": 3").doesNotContain("\"resolved\"");
        assertThat(lock.split("\"node_modules/", -1).length - 1)
                .isEqualTo(lock.split("\"integrity\": \"sha512-", -1).length - 1);
    }
}
