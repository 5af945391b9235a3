package caravan.demo;

/**
 * @param number of the event on its device: not unique, as Amplitude's {@code event_id} is not
 * @param draw picks whatever else the event says
 */
record Event(Visit visit, Step step, Times times, long number, String insertId, String uuid, long draw) {
    /** Sent once more by a client that got no answer: everything the same but what the server gives. */
    Event again(String otherUuid) {
        return new Event(visit, step, times, number, insertId, otherUuid, draw);
    }
}
