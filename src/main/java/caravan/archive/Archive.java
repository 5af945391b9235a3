package caravan.archive;

import caravan.hour.HourRange;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One answer of the Export API with data, whole on local disk.
 *
 * @param hours what was asked for, both ends inclusive
 * @param sha256 of the file, hex
 * @param at when its last byte had arrived
 */
public record Archive(Path file, HourRange hours, String sha256, long bytes, Instant at) {}
