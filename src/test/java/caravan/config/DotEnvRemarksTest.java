package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvRemarksTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rw-----w-"})
    void a_file_of_keys_that_others_may_read_or_write_is_told_of_and_taken(String permissions) throws Exception {
        Given given = new Given(directory).dotEnv("CARAVAN_WINDOW=6");
        permit(permissions);

        assertThat(given.load().remarks()).singleElement().asString().contains("chmod 600", ".env");
        assertThat(given.settings().window()).isEqualTo(6);
    }

    @Test
    void a_file_of_its_owner_alone_and_none_at_all_are_not_told_of() throws Exception {
        assertThat(new Given(directory).load().remarks()).isEmpty();
        Given given = new Given(directory).dotEnv("CARAVAN_WINDOW=6\nAWS_ACCESS_KEY_ID=a\nAWS_SECRET_ACCESS_KEY=b");
        permit("rw-------");

        assertThat(given.load().remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AMPLITUDE_API_KEY, AMP_API_KEY",
        "AMPLITUDE_SECRET_KEY, AMP_SECRET_KEY",
        "S3_BUCKET, AWS_BUCKET",
        "AWS_DEFAULT_REGION, AWS_REGION",
    })
    void a_name_that_nobody_reads_is_told_of_with_the_nearest_one_and_without_its_value(String name, String nearest)
            throws Exception {
        Given given = new Given(directory).dotEnv(name + "=canary");
        permit("rw-------");

        assertThat(given.load().remarks())
                .singleElement()
                .isEqualTo(name + " (.env line 1) is read by nobody here; the nearest name is " + nearest);
    }

    private void permit(String permissions) throws Exception {
        Files.setPosixFilePermissions(directory.resolve(".env"), PosixFilePermissions.fromString(permissions));
    }
}
