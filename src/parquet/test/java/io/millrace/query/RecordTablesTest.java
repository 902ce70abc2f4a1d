package io.millrace.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTablesTest {
    @TempDir
    Path temp;

    private RecordTables tables;

    @BeforeEach
    void open() throws IOException {
        tables = new RecordTables(Files.createDirectory(temp.resolve("scratch")));
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private void create(String name, String... records) {
        tables.create(name, rows -> {
            for (int i = 0; i < records.length; i++) {
                rows.add("runs/a", i, records[i]);
            }
        });
    }

    private List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        tables.query(sql, row -> rows.add(row.toString()));
        return rows;
    }

    @Test
    void aFieldOfAnyRecordIsAColumn() {
        create("steps", "{\"step\":1,\"loss\":0.5}", "{\"step\":2,\"kl\":0.25}");

        assertThat(query("SELECT record, step, loss, kl FROM steps ORDER BY step"))
                .containsExactly(
                        "{\"record\":0,\"step\":1,\"loss\":0.5,\"kl\":null}",
                        "{\"record\":1,\"step\":2,\"loss\":null,\"kl\":0.25}");
    }

    @Test
    void stringsThatLookLikeNumbersOrDatesStayStrings() {
        create("ledger", "{\"query\":\"0017\",\"task\":\"2026-01-01\"}");

        assertThat(query("SELECT query, task FROM ledger"))
                .containsExactly("{\"query\":\"0017\",\"task\":\"2026-01-01\"}");
    }

    @Test
    void nestedValuesCanBeUnpacked() {
        create("minibatches", "{\"rows\":[{\"reward\":1},{\"reward\":0}]}", "{\"rows\":[{\"reward\":1}]}");

        assertThat(query("SELECT sum(row.reward) AS total FROM (SELECT unnest(rows) AS row FROM minibatches)"))
                .containsExactly("{\"total\":2}");
    }

    @Test
    void differencesMayBeNegative() {
        create("steps", "{\"a\":1,\"b\":2}");

        assertThat(query("SELECT a - b AS difference FROM steps")).containsExactly("{\"difference\":-1}");
    }

    @Test
    void nestedNamesThatDifferInCaseOnlyStayJson() {
        create("steps", "{\"step\":1,\"rewards\":{\"Len\":1,\"len\":2}}");

        assertThat(query("SELECT step, CAST(rewards->>'len' AS INT) AS len FROM steps"))
                .containsExactly("{\"step\":1,\"len\":2}");
    }

    @Test
    void aTableWithoutRecordsIsEmpty() {
        create("steps");

        assertThat(query("SELECT count(*) AS n FROM steps")).containsExactly("{\"n\":0}");
        assertThat(query("DESCRIBE steps")).hasSize(2);
        assertThatThrownBy(() -> query("SELECT loss FROM steps"))
                .hasMessageEndingWith("(tables without records: steps)");
    }

    @Test
    void aQueryMayEndWithASemicolonOrAComment() {
        create("steps", "{\"step\":1}");

        assertThat(query("SELECT step FROM steps; ")).hasSize(1);
        assertThat(query("SELECT step FROM steps -- all")).hasSize(1);
    }

    @Test
    void aMistakeIsReportedWithItsCause() {
        create("steps", "{\"step\":1}");

        assertThatThrownBy(() -> query("SELECT los FROM steps"))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith("query: Binder Error: Referenced column \"los\" not found");
    }

    @Test
    void aRecordMustBeJson() {
        assertThatThrownBy(() -> create("steps", "{\"step\":"))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith("query: table steps could not be loaded: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('%s')",
                "SELECT * FROM read_text('%s')",
                "SELECT 1) AS a; COPY steps TO '%s'; SELECT * FROM (SELECT 1",
                "SELECT 1) AS a; SET enable_external_access = true; SELECT * FROM (SELECT 1",
                "SELECT * FROM 'http://127.0.0.1:1/%s'"
            })
    void aQueryReachesNoFileAndNoNetwork(String sql) throws IOException {
        create("steps", "{\"step\":1}");
        Path secret = Files.writeString(temp.resolve("secret.csv"), "password\n1\n");

        assertThatThrownBy(() -> query(sql.formatted(secret))).isInstanceOf(QueryException.class);
        assertThat(secret).hasContent("password\n1\n");
    }
}
