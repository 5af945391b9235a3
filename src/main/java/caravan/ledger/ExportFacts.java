package caravan.ledger;

import caravan.hour.Hour;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * The export that an hour came from.
 *
 * @param from first hour asked for
 * @param to last hour asked for, inclusive
 * @param archiveSha256 null where Amplitude said that there is no data
 * @param at when the answer was there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExportFacts(Hour from, Hour to, String archiveSha256, Long archiveBytes, Instant at) {}
