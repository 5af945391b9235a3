package caravan.report;

/** Colours of a terminal, or none. */
record Paint(boolean colours) {
    String strong(String text) {
        return painted("1", text);
    }

    String faint(String text) {
        return painted("90", text);
    }

    String line(String text) {
        return painted("36", text);
    }

    String good(String text) {
        return painted("32", text);
    }

    String warning(String text) {
        return painted("33", text);
    }

    /** @param share 0 to 1; the more, the stronger */
    String shade(double share, String text) {
        return share >= 0.5 ? painted("1;36", text) : share >= 0.2 ? painted("36", text) : text;
    }

    private String painted(String colour, String text) {
        return colours && !text.isBlank() ? "\u001B[" + colour + "m" + text + "\u001B[0m" : text;
    }
}
