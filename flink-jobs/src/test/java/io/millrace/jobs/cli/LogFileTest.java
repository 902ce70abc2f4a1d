package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFileTest {
    private String property = "";

    @TempDir
    Path folder;

    @BeforeEach
    void logToTheChosenFile() throws Exception {
        property = System.getProperty("millrace.log", "");
        System.setProperty("millrace.log", folder.resolve("first.log").toString());
        Path configuration = folder.resolve("log4j2.properties");
        Files.writeString(configuration, """
                appender.file.type = File
                appender.file.name = file
                appender.file.fileName = ${sys:millrace.log}
                appender.file.layout.type = PatternLayout
                rootLogger.level = info
                rootLogger.appenderRef.file.ref = file
                """);
        Configurator.reconfigure(configuration.toUri());
    }

    @AfterEach
    void logAsBefore() {
        if (property.isEmpty()) {
            System.clearProperty("millrace.log");
        } else {
            System.setProperty("millrace.log", property);
        }
        ((LoggerContext) LogManager.getContext(LogFileTest.class.getClassLoader(), false)).setConfigLocation(null);
    }

    @Test
    void loggersThatAreThereAlreadyWriteToTheFileThatIsChosen() throws Exception {
        Logger logger = LoggerFactory.getLogger("io.millrace.any");
        logger.warn("early");
        LogFile.choose(folder.resolve("second.log"));
        logger.warn("late");
        assertThat(Files.readString(folder.resolve("first.log")))
                .contains("early")
                .doesNotContain("late");
        assertThat(Files.readString(folder.resolve("second.log"))).contains("late");
    }

    @Test
    void aLongLogIsKeptInAFewFilesOfLimitedSize() throws Exception {
        Path log = folder.resolve("millrace.log");
        String config = Files.readString(Repository.path("flink-jobs/src/main/resources/log4j2-millrace.properties"))
                .replaceAll("\\$\\{sys:millrace.log:-[^\n]*?millrace.log}", log.toString())
                .replaceAll("\\$\\{sys:millrace.log.size:-[^}]*}", "20 KB");
        Path file = Files.writeString(folder.resolve("log4j2-size.properties"), config);
        try (LoggerContext context = new LoggerContext("size", null, file.toUri())) {
            context.start();
            var logger = context.getLogger("test");
            for (int i = 0; i < 3000; i++) {
                logger.info("line {} of a log that never ends", i);
            }
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(one -> one.getFileName().toString().startsWith("millrace.log")))
                    .hasSize(5)
                    .allSatisfy(one -> assertThat(Files.size(one)).isLessThan(21 * 1024));
        }
        assertThat(Files.readString(log)).contains("line 2999 of");
    }
}
