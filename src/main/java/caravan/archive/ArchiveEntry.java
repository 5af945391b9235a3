package caravan.archive;

import caravan.hour.Hour;

/**
 * One entry as a verified archive's directory lists it. Sizes in bytes; the directory's word, so {@link OpenArchive} checks
 * them, and the CRC, on what it reads.
 *
 * @param raw the name as it came: data, for the record only; never part of a path, key, header or SQL
 * @param data where its bytes begin in the archive
 * @param compressed bytes in the archive
 * @param size bytes of the gzip file that it holds
 * @param crc CRC-32 of the gzip file that it holds
 * @param deflated false where the bytes are stored as they are
 */
public record ArchiveEntry(
        EntryName name, String raw, long data, long compressed, long size, long crc, boolean deflated) {

    public Hour hour() {
        return name.hour();
    }

    /** For messages: the raw name, escaped and cut. */
    @Override
    public String toString() {
        return quoted(raw);
    }

    static String quoted(String raw) {
        return "entry '" + Escaped.text(raw, 120) + "'";
    }
}
