package caravan.demo;

/** One thing a visitor does: the event's type and the page it happened on. */
record Step(String type, Page page) {
    static final String SESSION_START = "session_start";
    static final String SESSION_END = "session_end";
    static final String VIEWED = "[Amplitude] Page Viewed";
    static final String CLICKED = "[Amplitude] Element Clicked";
    static final String FORM_STARTED = "[Amplitude] Form Started";
    static final String FORM_SUBMITTED = "[Amplitude] Form Submitted";
    static final String IDENTIFIED = "$identify";
    static final String ORDERED = "Order Completed";
    static final String INVOICED = "Invoice Sent";
}
