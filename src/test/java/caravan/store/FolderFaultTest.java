package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFaultTest {
    @TempDir
    Path place;

    @Test
    void a_full_disk_is_for_a_person() {
        assertRefused(new IOException("No space left on device"), "is full");
        assertRefused(new FileSystemException("x", null, "Disk quota exceeded"), "is full");
    }

    @Test
    void a_folder_that_may_not_be_written_to_is_for_a_person() {
        assertRefused(new AccessDeniedException("x"), "no permission");
        assertRefused(new FileSystemException("x", null, "Operation not permitted"), "no permission");
        assertRefused(new FileSystemException("x", null, "Read-only file system"), "read-only");
    }

    @Test
    void any_other_fault_may_pass_and_stays_what_it_is() {
        IOException fault = new IOException("Input/output error");

        assertThat(FolderFault.of(fault, place.resolve("none/a.json"))).isSameAs(fault);
        WriteConflict conflict = new WriteConflict("a", "Read-only file system");
        assertThat(FolderFault.of(conflict, place)).isSameAs(conflict);
    }

    private void assertRefused(IOException fault, String why) {
        Path path = place.resolve("none/a.json");

        assertThat(FolderFault.of(fault, path))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(why)
                .hasMessageContaining("caravan.file.directory")
                .hasCause(fault);
    }
}
