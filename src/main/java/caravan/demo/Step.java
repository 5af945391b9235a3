package caravan.demo;

/**
 * One thing a visitor does.
 *
 * @param page it happened on; null for none
 * @param text of the element clicked, the error shown or the search; else null
 * @param pause microseconds since the step before
 * @param who did it
 * @param merged the identity that turns out to be the same person; null for none
 */
record Step(String type, Page page, String text, long pause, Identity who, Identity merged) {
    static final String SESSION_START = "session_start";
    static final String SESSION_END = "session_end";
    static final String VIEWED = "[Amplitude] Page Viewed";
    static final String CLICKED = "[Amplitude] Element Clicked";
    static final String FORM_STARTED = "[Amplitude] Form Started";
    static final String FORM_SUBMITTED = "[Amplitude] Form Submitted";
    static final String IDENTIFIED = "$identify";
    static final String ERROR = "Error Shown";
    static final String SEARCHED = "Search Performed";
    static final String ORDERED = "Order Completed";
    static final String INVOICED = "Invoice Sent";
}
