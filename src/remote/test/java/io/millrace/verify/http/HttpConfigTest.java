package io.millrace.verify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.http.BearerToken;
import io.millrace.verify.VerifierContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigTest {
    private static final String URL = "https://judge.example:8443/v1";

    private static ConfigException refusal(String section) {
        try {
            ConfigReader.parse("task: {verifiers: [{type: http, name: judge, %s}]}".formatted(section), List.of(), "t");
        } catch (ConfigException e) {
            return e;
        }
        throw new AssertionError("was not refused: " + section);
    }

    @Test
    void nameAndAddressAreTheOnlyRequiredOptions() {
        HttpConfig config = HttpKit.config(URL, "");
        assertThat(config.url()).isEqualTo(URL);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.create(new VerifierContext("judge", Map.of())).waits())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: 'judge:80' | url | must be an address such as http://host:port/path, with http or https, was 'judge:80'",
                "url: 'ftp://a/b' | url | must be an address such as http://host:port/path, with http or https, was 'ftp://a/b'",
                "url: 'http://a b/' | url | must be an address such as http://host:port/path, with http or https, was 'http://a b/'",
                "url: 'http:///b' | url | must be an address such as http://host:port/path, with http or https, was 'http:///b'",
                "url: 'http://me:pw@a/' | url | must not contain a user or password, because config.yaml would show them: name an environment variable in tokenEnv",
                "url: 'http://a', headers: [X-A] | headers | must have the form 'Name: value' and must not be set by the connection itself, had 'X-A'",
                "url: 'http://a', headers: ['Host: b'] | headers | must have the form 'Name: value' and must not be set by the connection itself, had 'Host: b'",
                "url: 'http://a', tokenEnv: 'a=b' | tokenEnv | must be the name of an environment variable, was 'a=b'",
                "url: 'http://a', tokenEnv: MILLRACE_NO_SUCH | tokenEnv | must name an environment variable that is set, was MILLRACE_NO_SUCH, which is not: export MILLRACE_NO_SUCH=...",
                "url: 'http://a', timeout: 0 s | timeout | must be > 0 ms, was 0 ms",
                "url: 'http://a', batch: -1 | batch | must be >= 0, was -1",
                "url: 'http://a', requests: 0 | requests | must be >= 1, was 0",
                "url: 'http://a', retry: {most: -1} | retry.most | must be >= 0, was -1",
                "url: 'http://a', retry: {first: 0 s} | retry.first | must be > 0 ms, was 0 ms",
                "url: 'http://a', retry: {longest: 1 ms} | retry.longest | must be >= first (500 ms), was 1 ms",
                "url: 'http://a', circuit: {failures: 0} | circuit.failures | must be >= 1, was 0",
                "url: 'http://a', circuit: {pause: 0 s} | circuit.pause | must be > 0 ms, was 0 ms",
                "url: 'http://a', circuit: {patience: 10 min} | circuit.patience | must be < stream.stallTimeout (10 min), otherwise the job fails while it waits for verdicts, was 10 min"
            })
    void invalidValuesAreReportedUnderTheirKeys(String section, String key, String rule) {
        assertThat(refusal(section).problems())
                .containsExactly(new ConfigException.Problem("task.verifiers[0]." + key, rule));
    }

    @Test
    void theAddressIsRequired() {
        assertThat(refusal("batch: 1").problems())
                .containsExactly(
                        new ConfigException.Problem("task.verifiers[0].url", "must be a string, was not given"));
    }

    @Test
    void noMessageShowsASecret() {
        assertThatThrownBy(() -> new HttpVerifier(
                        "judge", HttpKit.config(URL, "tokenEnv: PATH"), name -> "s3 cret", new FakeTime()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "http: tokenEnv must name an environment variable that holds a token without spaces, line breaks or non-ASCII characters, was PATH");
        assertThat(BearerToken.refusal("A", name -> "s3cret")).isEqualTo(Optional.empty());
        assertThat(BearerToken.header("A", name -> "s3cret")).contains("Bearer s3cret");
        assertThat(BearerToken.header("", name -> "s3cret")).isEmpty();
    }

    @Test
    void theConfigurationSurvivesARoundTripThroughYaml() {
        var config = ConfigReader.parse(
                "task: {verifiers: [{type: http, name: judge, url: '%s', headers: ['A: b'], circuit: {patience: 1 min}}]}"
                        .formatted(URL),
                List.of(),
                "t");
        assertThat(ConfigReader.parse(config.toYaml(), List.of(), "t")).isEqualTo(config);
    }
}
