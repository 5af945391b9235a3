package caravan.store;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells an answer of Google Cloud Storage that will be the same again from one that may be better the next time.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">its status and error codes</a>
 */
final class GcsFault {
    /** Reasons of status 403 that only ask for patience. */
    private static final Set<String> PATIENCE = Set.of("rateLimitExceeded", "userRateLimitExceeded");

    /** Reasons of status 403 that no right mends: the bucket keeps what it has. */
    private static final Set<String> KEPT = Set.of("retentionPolicyNotMet", "objectUnderActiveHold");

    private static final int LONGEST = 300;

    private GcsFault() {}

    /** The tries of the calls to a bucket. @param firstWait an object takes one change a second, so it is not short */
    static Tries tries(String bucket, Duration firstWait) {
        return new Tries(bucket, GcsFault::mayPass, firstWait);
    }

    static boolean mayPass(Exception fault) {
        boolean settled = fault instanceof StoreRefused
                || fault instanceof WriteConflict
                || fault instanceof FileSystemException
                || fault instanceof HttpResponseException answer
                        && !check(answer).isEmpty();
        return fault instanceof IOException && !settled;
    }

    /** @param doing what was asked for, such as {@code "write 'a/b'"} */
    static IOException of(IOException fault, String bucket, String doing) {
        if (fault instanceof StoreRefused || fault instanceof WriteConflict || fault instanceof FileSystemException) {
            return fault;
        }
        if (!(fault instanceof HttpResponseException answer)) {
            return new IOException("could not " + doing + " in bucket '" + bucket + "': " + fault.getMessage(), fault);
        }
        String said = "bucket '" + bucket + "' refused to " + doing + " (" + answer.getStatusCode() + " "
                + line(reason(answer) + ": " + words(answer)) + ")";
        String check = check(answer);
        if (check.isEmpty()) {
            return new IOException(said, fault);
        }
        Optional<String> right =
                answer.getStatusCode() == 403 && !KEPT.contains(reason(answer)) ? right(doing) : Optional.empty();
        String needed = right.map(name -> "; this call needs " + name).orElse("");
        // A cause that is an I/O error would make it one of the disk.
        return new StoreRefused(said, check + needed, right.orElse(null), new IllegalStateException(fault));
    }

    /** A 404 that is about the bucket; on a read that says so the ledger must not take the object for missing. */
    static boolean lacksBucket(HttpResponseException answer) {
        return answer.getStatusCode() == 404
                && words(answer).toLowerCase(Locale.ROOT).contains("bucket does not exist");
    }

    /** Whether an answer of 404 says anything; one that was cut off before it did was perhaps not about the object. */
    static boolean saysNothing(HttpResponseException answer) {
        return words(answer).isBlank();
    }

    /** On one line, and not without end: words of others. */
    static String line(String words) {
        String line = String.valueOf(words).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static Optional<String> right(String doing) {
        return switch (doing.split(" ")[0]) {
            case "list" -> Optional.of("storage.objects.list");
            case "read" -> Optional.of("storage.objects.get");
            case "write", "put" -> Optional.of("storage.objects.create and storage.objects.delete");
            case "delete" -> Optional.of("storage.objects.delete");
            default -> Optional.empty();
        };
    }

    private static String reason(HttpResponseException answer) {
        return details(answer)
                .map(GoogleJsonError::getErrors)
                .filter(errors -> !errors.isEmpty() && errors.get(0).getReason() != null)
                .map(errors -> errors.get(0).getReason())
                .orElse("");
    }

    private static String words(HttpResponseException answer) {
        return details(answer)
                .map(GoogleJsonError::getMessage)
                .or(() -> Optional.ofNullable(answer.getContent()))
                .orElse("");
    }

    private static Optional<GoogleJsonError> details(HttpResponseException answer) {
        return answer instanceof GoogleJsonResponseException json
                ? Optional.ofNullable(json.getDetails())
                : Optional.empty();
    }

    /** What a person has to look at; empty where waiting may be enough. */
    private static String check(HttpResponseException answer) {
        return switch (answer.getStatusCode()) {
            case 401 -> "check the credentials: the server does not know them";
            case 403 ->
                PATIENCE.contains(reason(answer))
                        ? ""
                        : KEPT.contains(reason(answer))
                                ? "take the retention policy and holds off the bucket: the ledger replaces its records"
                                : "check that the credentials have roles/storage.objectUser on it";
            case 404 -> "check caravan.gcs.bucket and caravan.gcs.endpoint: there is no such bucket";
            // A sum that does not fit: on the way, or on the disk, a bit was another one.
            case 400 ->
                words(answer).contains("CRC32C") || words(answer).contains("MD5")
                        ? ""
                        : "check caravan.gcs.bucket, caravan.gcs.project and caravan.gcs.endpoint";
            case 301, 302, 303, 307, 308, 405, 501 ->
                "check caravan.gcs.endpoint: this is not how the JSON API of Google Cloud Storage answers";
            default -> "";
        };
    }
}
