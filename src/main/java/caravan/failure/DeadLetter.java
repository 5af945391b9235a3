package caravan.failure;

import caravan.archive.Escaped;
import caravan.archive.Sha256;
import caravan.hour.Hour;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A case for a person: where it is, what caused it, and the command that deals with it. Its hour's truth is the ledger; a letter
 * may be lost or deleted at any time.
 *
 * @param id {@code {project}-{hour}-{kind}-{8 hex}}: the same for the same case; its file's name
 * @param entry of the archive, as the archive spells it: data that nobody may trust; null where the case is of no single one
 * @param line from 1, in the entry's JSON; null where the case is of no line, as is {@code offset}
 * @param offset of the line's first byte in the entry's JSON, from 0
 * @param sha256 of what the case is about, in lower-case hexadecimal, or null: the entry's object, or the archive
 * @param cause in words; holds no secret
 * @param at when the case was first met
 * @param attempts how often it was met
 * @param command spelled by this version, whatever a file says
 * @param payload name of the file beside this one; null where none is needed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "schema",
    "id",
    "project",
    "hour",
    "kind",
    "entry",
    "line",
    "offset",
    "sha256",
    "cause",
    "at",
    "attempts",
    "do",
    "payload"
})
public record DeadLetter(
        int schema,
        String id,
        String project,
        Hour hour,
        Kind kind,
        String entry,
        Long line,
        Long offset,
        String sha256,
        String cause,
        Instant at,
        int attempts,
        @JsonProperty("do") String command,
        String payload) {
    public static final int SCHEMA = 1;

    private static final int LONGEST_CAUSE = 4_000;
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9]+");
    private static final Pattern EIGHT_HEX = Pattern.compile("[0-9a-f]{8}");

    /** What sort of case, and what a person types to deal with it. */
    public enum Kind {
        OVERSIZE("one hour that Amplitude will not export: over 4 GB"),
        CORRUPT("an archive, or an entry of it, that was found damaged again and again"),
        BAD_LINES("lines of one entry that are no JSON objects; the hour has landed"),
        BUG("a fault of Caravan itself");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** For people, of every such case. */
        public String meaning() {
            return meaning;
        }

        /** Lower case, with a dash: as in ids and JSON. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String command(String project, Hour hour) {
            String of = " --project " + project + " --from " + hour + " --to " + hour;
            String sync = "./caravan sync" + of;
            // A bug's hour is simply due; the others are done, or put off, until they are reopened.
            return this == BUG ? sync : "./caravan reopen" + of + " && " + sync;
        }
    }

    public DeadLetter {
        if (project == null || hour == null || kind == null || cause == null || at == null || attempts < 1) {
            throw new IllegalArgumentException("a dead letter without project, hour, kind, cause, time or attempts");
        }
        String stem = stem(project, hour, kind);
        if (id == null
                || !id.startsWith(stem)
                || !EIGHT_HEX.matcher(id.substring(stem.length())).matches()) {
            throw new IllegalArgumentException("a dead letter whose id is not " + stem + "{8 hex}");
        }
        if (payload != null && !payloads(id).contains(payload)) {
            throw new IllegalArgumentException("a dead letter " + id + " with a payload of another name");
        }
        cause = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + "…" : cause;
        command = kind.command(project, hour);
    }

    /**
     * A case met for the first time, without payload.
     *
     * @param identity tells this case from others of the same hour and kind, such as entry and hash; none where there can be but
     *     one. The same identity gives the same id
     */
    public static DeadLetter of(String project, Hour hour, Kind kind, String cause, Instant at, String... identity) {
        String id = stem(project, hour, kind) + hash(project, hour, kind, List.of(identity));
        return new DeadLetter(SCHEMA, id, project, hour, kind, null, null, null, null, cause, at, 1, null, null);
    }

    private static String stem(String project, Hour hour, Kind kind) {
        if (!PROJECT.matcher(project).matches()) {
            throw new IllegalArgumentException("a dead letter of a project whose name is not of a-z and 0-9");
        }
        return project + "-" + hour + "-" + kind + "-";
    }

    private static String hash(String project, Hour hour, Kind kind, List<String> identity) {
        MessageDigest hash = Sha256.begin();
        hash.update(stem(project, hour, kind).getBytes(StandardCharsets.UTF_8));
        for (String part : identity) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length too, so that no two lists of parts run together to the same bytes.
            hash.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            hash.update(bytes);
        }
        return HexFormat.of().formatHex(hash.digest(), 0, 4);
    }

    /** The names that a payload of this letter can have: an archive's, a text's. */
    static List<String> payloads(String id) {
        return List.of(id + ".zip", id + ".txt");
    }

    /** @param raw the entry's name as the archive spells it */
    public DeadLetter inEntry(String raw) {
        return new DeadLetter(
                schema, id, project, hour, kind, raw, line, offset, sha256, cause, at, attempts, command, payload);
    }

    public DeadLetter atLine(long number, long firstByte) {
        return new DeadLetter(
                schema, id, project, hour, kind, entry, number, firstByte, sha256, cause, at, attempts, command,
                payload);
    }

    public DeadLetter hashed(String hex) {
        return new DeadLetter(
                schema, id, project, hour, kind, entry, line, offset, hex, cause, at, attempts, command, payload);
    }

    /** Entry, line and byte for people, as far as they are known; safe to print. */
    public Optional<String> place(int atMost) {
        return Optional.ofNullable(entry)
                .map(raw -> "entry " + Escaped.text(raw, atMost)
                        + (line == null ? "" : ", line " + line)
                        + (offset == null ? "" : ", byte " + offset));
    }

    /** @param words in place of the cause */
    DeadLetter with(String words, String file) {
        return new DeadLetter(
                schema, id, project, hour, kind, entry, line, offset, sha256, words, at, attempts, command, file);
    }

    /** The same case, met once more after what was known of it. */
    DeadLetter after(DeadLetter known) {
        String kept = payload == null ? known.payload : payload;
        return new DeadLetter(
                schema,
                id,
                project,
                hour,
                kind,
                entry,
                line,
                offset,
                sha256,
                cause,
                known.at,
                known.attempts + 1,
                command,
                kept);
    }
}
