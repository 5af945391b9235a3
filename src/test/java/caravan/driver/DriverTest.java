package caravan.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import caravan.config.StoreKind;
import caravan.config.WarehouseKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DriverTest {
    @Test
    void each_is_named_as_the_store_or_the_warehouse_that_needs_it() {
        List<Optional<Driver>> needed = Stream.concat(
                        Stream.of(StoreKind.values()).map(Driver::of),
                        Stream.of(WarehouseKind.values()).map(Driver::of))
                .toList();

        assertThat(needed).contains(Optional.of(Driver.DUCKDB), Optional.of(Driver.GCS), Optional.empty());
        assertThat(Driver.values()).allSatisfy(driver -> assertThat(needed).contains(Optional.of(driver)));
    }

    @Test
    void without_a_warehouse_and_for_s3_and_a_folder_none_is_needed() {
        assertThat(Driver.of(WarehouseKind.NONE)).isEmpty();
        assertThat(Driver.of(StoreKind.S3)).isEmpty();
        assertThat(Driver.of(StoreKind.FILE)).isEmpty();
    }

    @Test
    void what_is_on_the_class_path_already_is_there_however_often_it_is_asked_for() {
        assertThat(ClassPath.canGrow()).as("no agent in tests").isFalse();
        assertThat(Driver.values()).allSatisfy(driver -> {
            assertThat(driver.hindrance()).isEmpty();
            assertThatCode(driver::require).doesNotThrowAnyException();
        });
    }
}
