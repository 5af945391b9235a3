package caravan.demo;

/**
 * What one file of an hour holds.
 *
 * @param entry its name in an archive
 * @param events lines that hold an event; blank lines are not counted
 * @param bytes of its JSON, unpacked
 * @param sha256 of its JSON, unpacked, in hex
 */
public record Truth(String entry, long events, long bytes, String sha256) {}
