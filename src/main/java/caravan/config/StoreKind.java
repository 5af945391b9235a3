package caravan.config;

/** Which of {@code routes/stores} is the destination. */
public enum StoreKind {
    S3("s3"),
    GCS("gcs"),
    FILE("file");

    private final String spelling;

    StoreKind(String spelling) {
        this.spelling = spelling;
    }

    /** The route file's name. */
    @Override
    public String toString() {
        return spelling;
    }
}
