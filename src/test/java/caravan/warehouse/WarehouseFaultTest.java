package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseFaultTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Out of Memory Error: failed to allocate data of size 16.0 MiB\n\nPossible solutions:",
                "IO Error: Could not write file \"w.duckdb\": No space left on device",
                "FATAL Error: Failed: database has been invalidated because of a previous fatal error.",
                "INTERNAL Error: Attempted to access index 3 within vector of size 3",
                "TransactionContext Error: Failed to commit: Could not write file \"w\": No space left on device",
                "TransactionContext Error: Current transaction is aborted: the database has been invalidated",
            })
    void memory_disk_and_duckdb_itself_are_of_the_machine(String said) {
        assertThat(WarehouseFault.isOfTheMachine(new SQLException(said))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Binder Error: Referenced column \"IO Error\" not found",
                "Conversion Error: Could not convert string 'No space left' to INT32",
                "Invalid Input Error: the database has been invalidated, says a question of its own",
                "Catalog Error: Table with name INTERNAL does not exist!",
                "Parser Error: syntax error at or near \"FATAL\"",
                "TransactionContext Error: Current transaction is aborted (please ROLLBACK)",
            })
    void sql_and_what_it_quotes_are_not(String said) {
        assertThat(WarehouseFault.isOfTheMachine(new SQLException(said))).isFalse();
    }

    @Test
    void an_error_without_words_is_not() {
        assertThat(WarehouseFault.isOfTheMachine(new SQLException(""))).isFalse();
        assertThat(WarehouseFault.isOfTheMachine(new SQLException((String) null)))
                .isFalse();
    }
}
