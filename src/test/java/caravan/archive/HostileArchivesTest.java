package caravan.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are made to harm, in a process whose heap is smaller than what the least of them would fill. */
class HostileArchivesTest {
    private static final String HEAP = "-Xmx24m";

    @TempDir
    Path folder;

    @Test
    void each_is_refused_or_lands_with_its_bad_lines_counted_in_a_heap_of_24_mb() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("zip bomb", "ArchiveRefused entry '100011471/100011471_2026-11-01_5#0.json.gz' holds not gzip");
        expected.put("gzip bomb", "unpacks to more than 200 times its size");
        expected.put(
                "bomb in the outer layer", "LimitExceeded the archive unpacks to more than 134217728 bytes of JSON");
        expected.put("bomb in many members", "unpacks to more than 200 times its size");
        expected.put("bomb in many entries", "LimitExceeded the archive unpacks to more than 134217728 bytes of JSON");
        expected.put("10,001 entries", "LimitExceeded the ZIP lists 10001 entries, more than 10000");
        expected.put("empty members", "bytes of gzip for 0 of JSON");
        expected.put("a name in the gzip without end", "bytes of gzip for 0 of JSON");
        expected.put("a line without end", "ArchiveRefused line 1 of entry");
        for (String rejected : new String[] {
            "arrays 100,000 deep",
            "objects 100,000 deep",
            "bad UTF-8",
            "overlong UTF-8",
            "surrogate as bytes",
            "byte order mark",
            "NUL in a string",
            "NUL alone",
            "UTF-16",
            "an escape sequence"
        }) {
            expected.put(rejected, "1 events, 1 rejected");
        }
        expected.put("lone surrogate escaped", "2 events, 0 rejected");
        expected.put("a carriage return within", "2 events, 0 rejected");

        String said = run();

        SoftAssertions all = new SoftAssertions();
        expected.forEach((name, words) -> all.assertThat(said.lines())
                .as(name)
                .anyMatch(line -> line.startsWith(name + ": ") && line.contains(words)));
        all.assertThat(said.lines()).as(said).hasSize(expected.size());
        all.assertAll();
    }

    private String run() throws Exception {
        Path out = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileArchives.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(out)).isZero();
            return Files.readString(out);
        } finally {
            process.destroyForcibly();
        }
    }
}
