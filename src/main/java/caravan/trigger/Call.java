package caravan.trigger;

/**
 * A call of somebody who may.
 *
 * @param kind what he wants
 * @param id of the run that he asks of; else empty
 * @param body what he sends, of a few KiB at most
 * @param push whether he is Pub/Sub, so that the body is an envelope
 */
public record Call(Kind kind, String id, byte[] body, boolean push) {
    enum Kind {
        ASK,
        TELL,
        LIST
    }
}
