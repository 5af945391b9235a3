package caravan.config;

/** What an object holds: the entry's JSON lines, or the entry's own gzip bytes. */
public enum Format {
    JSON("json"),
    JSON_GZ("json.gz");

    private final String extension;

    Format(String extension) {
        this.extension = extension;
    }

    /** As in keys, records and configuration. */
    public String extension() {
        return extension;
    }

    @Override
    public String toString() {
        return extension;
    }
}
