package caravan.demo;

/**
 * @param sessionId milliseconds since 1970 on the client's clock, or -1: in no session
 * @param number of the event on its device: not unique, as Amplitude's {@code event_id} is not
 * @param draw picks whatever else the event says
 */
record Event(
        Visit visit, Step step, long sessionId, Times times, long number, String insertId, String uuid, long draw) {
    /** Sent once more by a client that got no answer: everything the same but what the server gives. */
    Event again(String otherUuid) {
        return new Event(visit, step, sessionId, times, number, insertId, otherUuid, draw);
    }

    /** The very same event, exported once more as one of another moment. */
    Event exported(long serverUpload) {
        return new Event(visit, step, sessionId, times.exported(serverUpload), number, insertId, uuid, draw);
    }
}
