package caravan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimulatorMemoryTest {
    /** Too little for the hour's archive of more than 20 MB beside the server and the client, let alone for its JSON. */
    private static final String HEAP = "-Xmx32m";

    @Test
    void an_hour_of_200_megabytes_is_served_in_a_heap_of_32() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, HEAP, "-cp", System.getProperty("java.class.path"), LargeHour.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("bytes 2\\d{8}\\R");
    }
}
