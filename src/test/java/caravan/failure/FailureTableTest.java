package caravan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.ArchiveRefused;
import caravan.archive.DiskFault;
import caravan.archive.ExportAnswer;
import caravan.archive.LimitExceeded;
import caravan.archive.SourceFault;
import caravan.archive.SpoolFull;
import caravan.config.Key;
import caravan.failure.Failure.Kind;
import caravan.hour.Hour;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.LedgerUnreadable;
import caravan.store.StoreRefused;
import caravan.store.WriteConflict;
import caravan.warehouse.HourRefused;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseFault;
import caravan.warehouse.WarehouseRefused;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailureTableTest {
    private final FailureTable table = new FailureTable();

    @ParameterizedTest
    @CsvSource({
        // status, hours, kind
        "400, 24, TOO_LARGE",
        "400,  1, OVERSIZE",
        "504, 24, TOO_LARGE",
        "504,  1, SOURCE_AWAY",
        "401, 24, REFUSED",
        "403,  1, REFUSED",
        "404, 24, REFUSED",
        "404,  1, REFUSED",
        "408,  1, SOURCE_AWAY",
        "425,  1, SOURCE_AWAY",
        "429, 24, SOURCE_AWAY",
        "500, 24, SOURCE_AWAY",
        "502,  1, SOURCE_AWAY",
        "503, 24, SOURCE_AWAY",
        "204,  1, REFUSED",
        "302, 24, REFUSED",
        "413, 24, REFUSED"
    })
    void an_answer_of_amplitude_is_of_its_row(int status, int hours, Kind kind) {
        assertThat(table.classify(answer(status, hours)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The export is larger than 4 GB; ask for fewer hours | TOO_LARGE",
                "Export exceeds the size limit | TOO_LARGE",
                "Request exceeds 4GB, invalid for this endpoint | TOO_LARGE",
                "'' | TOO_LARGE",
                "Something unheard of | TOO_LARGE",
                "Invalid date | BAD_REQUEST",
                "Missing required parameter: start | BAD_REQUEST",
                "end is not an hour such as 20261101T05 | BAD_REQUEST",
                "A range is of 365 days at most | BAD_REQUEST"
            })
    void a_400_is_the_size_unless_its_words_blame_the_request(String words, Kind kind) {
        assertThat(table.classify(new ExportAnswer(400, words, 24, null)).kind())
                .isEqualTo(kind);
        Kind ofOne = kind == Kind.TOO_LARGE ? Kind.OVERSIZE : kind;
        assertThat(table.classify(new ExportAnswer(400, words, 1, null)).kind()).isEqualTo(ofOne);
    }

    @Test
    void an_archive_over_a_limit_is_too_much_for_many_hours_and_oversize_for_one() {
        assertThat(table.classify(new LimitExceeded("too large", Key.ARCHIVE), 2)
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
        assertThat(table.classify(new LimitExceeded("too large", Key.ARCHIVE), 1)
                        .kind())
                .isEqualTo(Kind.OVERSIZE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, false", "401, false", "403, false", "404, false", "302, false",
        "408, true", "429, true", "500, true", "503, true", "504, true"
    })
    void a_request_is_repeated_only_where_the_same_one_may_succeed(int status, boolean repeated) {
        assertThat(table.repeats(answer(status))).isEqualTo(repeated);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(new ArchiveRefused("cut"), Kind.CORRUPT, false),
                Arguments.of(new LimitExceeded("too large", Key.ARCHIVE), Kind.OVERSIZE, false),
                Arguments.of(new SpoolFull("full"), Kind.SPOOL_FULL, false),
                Arguments.of(new DiskFault("full", null), Kind.DISK, false),
                Arguments.of(new AccessDeniedException("/x"), Kind.DISK, false),
                Arguments.of(new FileSystemException("/x"), Kind.DISK, false),
                Arguments.of(new LedgerMismatch("other host"), Kind.LEDGER, false),
                Arguments.of(new LedgerUnreadable("'k'", null), Kind.UNREADABLE, false),
                Arguments.of(new StoreRefused("no right", null), Kind.STORE_REFUSED, false),
                Arguments.of(new WarehouseFault("no database file", null), Kind.WAREHOUSE, false),
                Arguments.of(
                        WarehouseFault.by("the load", new SQLException("Out of Memory Error: failed to pin")),
                        Kind.WAREHOUSE_MEMORY,
                        false),
                Arguments.of(
                        WarehouseFault.by("the load", new SQLException("IO Error: No space left on device")),
                        Kind.WAREHOUSE,
                        false),
                Arguments.of(new WarehouseAway("busy", null), Kind.WAREHOUSE_AWAY, false),
                Arguments.of(new WarehouseRefused("no right"), Kind.WAREHOUSE_REFUSED, false),
                Arguments.of(new HourRefused(Hour.parse("2026-11-01T05"), "bad rows"), Kind.WAREHOUSE_HOUR, false),
                Arguments.of(new WriteConflict("k", "other"), Kind.STORE_AWAY, true),
                Arguments.of(new IOException("reset"), Kind.STORE_AWAY, true),
                Arguments.of(new IOException("reset"), Kind.STORE_AWAY, true),
                Arguments.of(new SourceFault("reset", null), Kind.SOURCE_AWAY, true),
                Arguments.of(new SourceFault("broke off", new SocketTimeoutException()), Kind.SOURCE_AWAY, true),
                Arguments.of(
                        new SourceFault("broke off", new UnknownHostException("amplitude.com")),
                        Kind.SOURCE_AWAY,
                        true),
                Arguments.of(
                        new SourceFault("broke off", new ConnectionClosedException("cut short")),
                        Kind.SOURCE_AWAY,
                        true),
                Arguments.of(new SourceFault("broke off", new EOFException()), Kind.SOURCE_AWAY, true),
                Arguments.of(s3(400), Kind.STORE_REFUSED, false),
                Arguments.of(s3(403), Kind.STORE_REFUSED, false),
                Arguments.of(s3(404), Kind.STORE_REFUSED, false),
                Arguments.of(s3(400, "RequestTimeout"), Kind.STORE_AWAY, true),
                Arguments.of(s3(404, "NoSuchUpload"), Kind.STORE_AWAY, true),
                Arguments.of(s3(409, "ConditionalRequestConflict"), Kind.STORE_AWAY, true),
                Arguments.of(SdkClientException.create("Unable to load credentials"), Kind.STORE_REFUSED, false),
                Arguments.of(s3(408), Kind.STORE_AWAY, true),
                Arguments.of(s3(429), Kind.STORE_AWAY, true),
                Arguments.of(s3(500), Kind.STORE_AWAY, true),
                Arguments.of(s3(503), Kind.STORE_AWAY, true),
                Arguments.of(SdkClientException.create("no route"), Kind.STORE_AWAY, true),
                Arguments.of(new NullPointerException(), Kind.BUG, false),
                Arguments.of(new IllegalStateException("?"), Kind.BUG, false),
                Arguments.of(new OutOfMemoryError("heap"), Kind.BUG, false));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_failure_is_of_its_row(Throwable thrown, Kind kind, boolean repeated) {
        assertThat(table.classify(thrown).kind()).isEqualTo(kind);
        assertThat(table.repeats(thrown)).isEqualTo(repeated);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_failure_is_of_its_row_however_it_is_wrapped(Throwable thrown, Kind kind) {
        Throwable wrapped = new CamelExecutionException("x", null, new RuntimeException(thrown));

        assertThat(table.classify(wrapped).kind()).isEqualTo(kind);
    }

    @Test
    void the_cause_of_a_wrapped_failure_is_told_in_its_own_words() {
        Failure failure = table.classify(new UncheckedIOException(new ArchiveRefused("entry 'a' is cut")));

        assertThat(failure.cause()).isEqualTo("entry 'a' is cut");
    }

    @Test
    void a_failure_that_is_not_of_our_own_words_is_told_with_its_name() {
        assertThat(table.classify(new UnknownHostException("amplitude.com")).cause())
                .isEqualTo("UnknownHostException: amplitude.com");
        assertThat(table.classify(new NullPointerException()).cause()).isEqualTo("NullPointerException");
    }

    @Test
    void a_window_that_timed_out_is_halved_rather_than_asked_again_as_it_is() {
        assertThat(table.repeats(answer(504, 24))).isFalse();
        assertThat(table.repeats(answer(504, 1))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_row_says_who_acts_and_what_happens_next(Kind kind) {
        assertThat(new Failure(kind, "it broke").toString())
                .startsWith("it broke; who acts: " + kind.who())
                .endsWith("; what happens next: " + kind.next());
        assertThat(kind.who()).isNotBlank();
        assertThat(kind.next()).isNotBlank();
    }

    private static ExportAnswer answer(int status) {
        return answer(status, 1);
    }

    private static ExportAnswer answer(int status, int hours) {
        return new ExportAnswer(status, "words", hours, Duration.ofSeconds(1));
    }

    private static Throwable s3(int status) {
        return s3(status, null);
    }

    private static Throwable s3(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message("no")
                .build();
    }
}
