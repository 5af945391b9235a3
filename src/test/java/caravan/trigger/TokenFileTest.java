package caravan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    @TempDir
    Path place;

    private TokenFile holding(String text) throws IOException {
        return new TokenFile(Files.writeString(place.resolve("token"), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void the_end_of_the_line_is_no_part_of_the_token(String end) throws Exception {
        TokenFile file = holding("sixteen+letters=" + end);

        assertThat(file.problem()).isEmpty();
        assertThat(file.holds("sixteen+letters=")).isTrue();
        assertThat(file.holds("sixteen+letters")).isFalse();
        assertThat(file.holds("sixteen+letters=" + end + " ")).isFalse();
        assertThat(file.holds("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'\n', is empty",
        "fifteen-letters, holds 15 characters",
        "sixteen letters!, holds spaces",
        "' sixteen-letters', holds spaces",
        "'sixteen-letters!\n\n', holds spaces",
        "sixteen-lettersé, characters that no header may have",
    })
    void what_is_no_token_is_refused_without_showing_it(String text, String words) throws Exception {
        TokenFile file = holding(text.replace("\\n", "\n"));

        assertThat(file.problem().orElseThrow())
                .startsWith("caravan.http.token-file = '" + place.resolve("token") + "' ")
                .contains(words, "accepted is a file with one token of 16 to 1000")
                .doesNotContain("letters");
        assertThatThrownBy(() -> file.holds(text)).isInstanceOf(IOException.class);
    }

    @Test
    void a_file_of_any_size_is_read_no_further_than_a_token_may_reach() throws Exception {
        assertThat(holding("x".repeat(1000) + "\n").problem()).isEmpty();
        assertThat(holding("x".repeat(5_000_000)).problem().orElseThrow()).contains("more than 1000 characters");
    }

    @Test
    void a_file_that_is_not_there_and_a_folder_are_refused() {
        assertThat(new TokenFile(place.resolve("none")).problem().orElseThrow()).contains("' is not there");
        assertThat(new TokenFile(place).problem().orElseThrow()).contains("' is not a file");
    }

    @Test
    void a_file_that_everybody_may_read_is_remarked() throws Exception {
        TokenFile file = holding("sixteen-letters!");

        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(file.remark().orElseThrow()).contains("every user", "chmod 600");

        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(file.remark()).isEmpty();
    }
}
